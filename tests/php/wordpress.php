<?php
// Runs the code of docs/cms.md as two versions of WordPress would: `php tests/php/wordpress.php 6.1` or `6.5`, with
// the code on standard input. The page's script tags go to standard output. Only the functions that the code calls
// are here, as WordPress documents them. As in WordPress, calling a function that the version does not have is a
// fatal error.

$version = $argv[1];
$actions = array();
$modules = array();

function add_action( $hook, $callback ) {
    global $actions;
    $actions[ $hook ][] = $callback;
}

function do_action( $hook ) {
    global $actions;
    foreach ( isset( $actions[ $hook ] ) ? $actions[ $hook ] : array() as $callback ) {
        $callback();
    }
}

function esc_url( $url ) {
    return htmlspecialchars( $url, ENT_QUOTES );
}

if ( version_compare( $version, '6.5', '>=' ) ) {
    function wp_enqueue_script_module( $id, $src, $deps = array(), $version = false ) {
        global $modules;
        // A module without a version gets that of WordPress. With `null` it gets none.
        $modules[ $id ] = null === $version ? $src : $src . '?ver=' . $GLOBALS['version'];
    }
}

eval( stream_get_contents( STDIN ) );
do_action( 'wp_enqueue_scripts' );
do_action( 'wp_footer' );
foreach ( $modules as $id => $src ) {
    echo '<script type="module" src="' . esc_url( $src ) . '" id="' . $id . '-js-module"></script>';
}
