//! Parses tokens into a tree.

use super::lex::{Token, words};
use super::{Expr, PathError};
use instrument::rational::Rational;

/// The most bytes of an expression, and the most levels of its tree: more than any score needs, and safe for the stack.
const LONGEST: usize = 64 * 1024;
const DEEPEST: usize = 200;
/// The most nested brackets and signs. Each level takes a dozen nested calls.
const MOST_BRACKETS: usize = 60;

/// Parses an expression.
///
/// # Errors
/// Returns the first problem with it.
pub fn parse(text: &str) -> Result<Expr, PathError> {
    if text.len() > LONGEST {
        return Err(PathError::TooLong);
    }
    let tokens = words(text)?;
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
    };
    let (expr, _) = parser.binary(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(expr),
        Some(token) => Err(PathError::Unexpected(shown(token))),
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Name(name) => format!("`{name}`"),
        Token::Variable(name) => format!("%{name}"),
        Token::Dollar(name) => format!("${name}"),
        Token::Text(text) => format!("'{text}'"),
        Token::Number(number) => number.clone(),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}

/// Binary operators by precedence, those that bind loosest first.
const LEVELS: [&[&str]; 11] = [
    &["implies"],
    &["or", "xor"],
    &["and"],
    &["in", "contains"],
    &["=", "~", "!=", "!~"],
    &["<=", "<", ">", ">="],
    &["|"],
    &["is", "as"],
    &["+", "-", "&"],
    &["*", "/", "div", "mod"],
    &[],
];

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    /// How many brackets and signs are open: see [`MOST_BRACKETS`].
    depth: usize,
}

/// A tree and its depth.
type Tree = (Expr, usize);

fn deeper(depth: usize) -> Result<usize, PathError> {
    if depth >= DEEPEST {
        return Err(PathError::TooDeep);
    }
    Ok(depth + 1)
}

impl Parser {
    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(known)) if *known == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), PathError> {
        if self.sign(sign) {
            return Ok(());
        }
        let before = self.tokens.get(self.at).map(shown);
        Err(PathError::Missing { sign, before })
    }

    fn operator(&mut self, level: usize) -> Option<&'static str> {
        let operators = LEVELS.get(level)?;
        let found = match self.tokens.get(self.at)? {
            Token::Sign(sign) => operators.iter().find(|known| *known == sign),
            Token::Name(name) => operators.iter().find(|known| **known == name.as_str()),
            _ => None,
        };
        self.at += usize::from(found.is_some());
        found.copied()
    }

    fn binary(&mut self, level: usize) -> Result<Tree, PathError> {
        if level + 1 >= LEVELS.len() {
            return self.unary();
        }
        let (mut left, mut depth) = self.binary(level + 1)?;
        while let Some(operator) = self.operator(level) {
            let (right, other) = self.binary(level + 1)?;
            depth = deeper(depth.max(other))?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok((left, depth))
    }

    fn unary(&mut self) -> Result<Tree, PathError> {
        self.depth += 1;
        if self.depth > MOST_BRACKETS {
            return Err(PathError::TooDeep);
        }
        let tree = if self.sign("-") {
            let (inner, depth) = self.unary()?;
            (Expr::Minus(Box::new(inner)), deeper(depth)?)
        } else if self.sign("+") {
            self.unary()?
        } else {
            self.chain()?
        };
        self.depth -= 1;
        Ok(tree)
    }

    fn chain(&mut self) -> Result<Tree, PathError> {
        let (mut expr, mut depth) = self.term()?;
        loop {
            if self.sign(".") {
                let Some(Token::Name(name)) = self.tokens.get(self.at).cloned() else {
                    return Err(PathError::NoMember);
                };
                self.at += 1;
                let (next, other) = self.named(Some(Box::new(expr)), name)?;
                (expr, depth) = (next, deeper(depth.max(other))?);
            } else if self.sign("[") {
                let (place, other) = self.binary(0)?;
                self.expect("]")?;
                depth = deeper(depth.max(other))?;
                expr = Expr::At(Box::new(expr), Box::new(place));
            } else {
                return Ok((expr, depth));
            }
        }
    }

    fn named(&mut self, before: Option<Box<Expr>>, name: String) -> Result<Tree, PathError> {
        if !self.sign("(") {
            return Ok((Expr::Member(before, name), 1));
        }
        let (mut arguments, mut depth) = (Vec::new(), 1);
        if !self.sign(")") {
            loop {
                let (argument, other) = self.binary(0)?;
                depth = deeper(depth.max(other))?;
                arguments.push(argument);
                if !self.sign(",") {
                    break;
                }
            }
            self.expect(")")?;
        }
        Ok((Expr::Call(before, name, arguments), depth))
    }

    fn term(&mut self) -> Result<Tree, PathError> {
        let Some(token) = self.tokens.get(self.at).cloned() else {
            return Err(PathError::EndsEarly);
        };
        self.at += 1;
        let expr = match token {
            Token::Text(text) => Expr::Text(text),
            Token::Number(number) => {
                let exact = Rational::parse(&number);
                Expr::Number(exact.ok_or(PathError::NotExact(number))?)
            }
            Token::Variable(name) => Expr::Variable(name),
            Token::Dollar(name) if name == "this" => Expr::This,
            Token::Dollar(name) if name == "total" => Expr::Total,
            Token::Name(name) if name == "true" || name == "false" => Expr::Boolean(name == "true"),
            Token::Name(name) => return self.named(None, name),
            Token::Sign("(") => {
                let inner = self.binary(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            Token::Sign("{") => {
                self.expect("}")?;
                Expr::Empty
            }
            token => return Err(PathError::Unexpected(shown(&token))),
        };
        Ok((expr, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_have_the_precedence_of_fhirpath() {
        let tree = |text| parse(text).expect("an expression");
        assert_eq!(tree("1 + 2 * 3"), tree("1 + (2 * 3)"));
        assert_eq!(tree("1 - 2 - 3"), tree("(1 - 2) - 3"));
        assert_eq!(
            tree("a = 1 or b > 2 and c"),
            tree("(a = 1) or ((b > 2) and c)")
        );
        assert_eq!(tree("-a.b"), tree("-(a.b)"));
        assert_eq!(
            tree("linkId in ('a' | 'b')"),
            tree("linkId in (('a') | ('b'))")
        );
    }

    #[test]
    fn strings_names_and_comments_are_parsed() {
        let tree =
            parse("%`a b` /* why */ . where ( x != 'it\\'s' ) // end").expect("an expression");
        let Expr::Call(Some(before), name, arguments) = tree else {
            panic!("not a call");
        };
        assert_eq!(*before, Expr::Variable("a b".to_owned()));
        assert_eq!(name, "where");
        let right = Expr::Text("it's".to_owned());
        assert!(matches!(&arguments[0], Expr::Binary("!=", _, found) if **found == right));
    }

    #[test]
    fn syntax_errors_are_reported_and_deep_nesting_does_not_overflow() {
        for wrong in [
            "", "a +", "(a", "a)", "a b", "'a", "{1}", "%", "a..b", "$index2", "1e5", "#",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        for deep in ["(", "-", "a(", "a[", "1+(", "{"] {
            assert!(parse(&deep.repeat(10_000)).is_err(), "{deep}");
        }
        let long = ["1", &"+1".repeat(5_000)].concat();
        assert_eq!(parse(&long), Err(PathError::TooDeep));
    }
}
