//! What a page does beside everything else, moved on one step at a time.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use vault::lock::BoxFuture;

/// The tasks of one page, in the order in which they take turns.
#[derive(Clone, Default)]
pub struct Tasks(Rc<RefCell<VecDeque<BoxFuture>>>);

impl Tasks {
    pub fn spawn(&self, task: BoxFuture) {
        self.0.borrow_mut().push_back(task);
    }

    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Takes out all the tasks, so that others can overtake them.
    #[allow(dead_code, reason = "the tests of the app hold none back")]
    pub fn hold(&self) -> Vec<BoxFuture> {
        self.0.borrow_mut().drain(..).collect()
    }

    /// Moves the next task on by one step. Says whether there was one.
    pub fn step(&self) -> bool {
        let Some(mut task) = self.0.borrow_mut().pop_front() else {
            return false;
        };
        let mut context = Context::from_waker(Waker::noop());
        if task.as_mut().poll(&mut context).is_pending() {
            self.spawn(task);
        }
        true
    }

    /// Moves all on until all are done.
    pub fn run(&self) {
        while self.step() {}
    }
}

/// Lets the other tasks take their turn.
#[allow(dead_code, reason = "the ciphers of the app's tests take none")]
pub async fn turn() {
    let mut waited = false;
    poll_fn(|_| {
        if std::mem::replace(&mut waited, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// What `work` brings, which waits for nothing but turns. No other task takes one.
#[allow(dead_code, reason = "the tests of the app use it")]
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}
