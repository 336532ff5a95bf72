//! The background tasks of a page, run one step at a time.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use vault::lock::BoxFuture;

/// The tasks of one page, in the order of their turns.
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

    /// Polls the next task once. Returns whether there was one.
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

    /// Polls all tasks until they are done.
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

/// Runs `work` to its end and returns its result. `work` may only wait for turns, and no other task runs meanwhile.
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
