//! Responses other than files, and response bodies.

use http_body_util::{Channel, Either, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::Result;
use hyper::{Method, Response, StatusCode};

use super::gates::Gates;
use super::options::Page;

/// A body sent at once, or in two halves.
pub(super) type Body = Either<Full<Bytes>, Channel<Bytes>>;

/// For responses that may be different the next time.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// A response with a status and its number as text. For an error without a text, browsers show a page of their own.
pub(super) fn plain(status: StatusCode) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(format!("{}\n", status.as_str())));
    *answer.status_mut() = status;
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, text);
    answer.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    answer
}

/// A response with a page that was made for this request, or 405 if the method is neither `GET` nor `HEAD`.
pub(super) fn page(page: Page, method: &Method) -> Response<Bytes> {
    if ![Method::GET, Method::HEAD].contains(method) {
        let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED);
        let allowed = HeaderValue::from_static("GET, HEAD");
        answer.headers_mut().insert(header::ALLOW, allowed);
        return answer;
    }
    made(page).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

fn made(page: Page) -> Result<Response<Bytes>> {
    let mut answer = Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, NO_STORE)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(Bytes::from(page.html))?;
    for (name, value) in page.headers {
        let name = HeaderName::try_from(&*name)?;
        answer
            .headers_mut()
            .append(name, HeaderValue::try_from(value)?);
    }
    Ok(answer)
}

/// A body that is sent in two halves, the second once this path is no longer halved.
pub(super) fn in_two(mut body: Bytes, gates: Gates, path: String) -> Body {
    let second = body.split_off(body.len().div_ceil(2));
    let (mut sender, channel) = Channel::new(1);
    tokio::spawn(async move {
        // Sending fails if the browser has closed the connection, which it may do.
        if sender.send_data(body).await.is_ok() {
            gates.wait_halfway(&path).await;
            let _ = sender.send_data(second).await;
        }
    });
    Either::Right(channel)
}
