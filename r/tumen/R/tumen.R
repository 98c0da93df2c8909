# Calls the command line `tumen` (on the path, or named by the variable TUMEN) and gives back data frames.

command <- function() strsplit(Sys.getenv("TUMEN", "tumen"), " +")[[1]]

# list(theory = "a", posterior = TRUE, at = list(x = c(0, 1))) as words of a command line.
words_of <- function(options) {
  unlist(lapply(names(options), function(name) {
    value <- options[[name]]
    option <- paste0("--", gsub("_", "-", name))
    if (is.null(value) || identical(value, FALSE)) return(NULL)
    if (identical(value, TRUE)) return(option)
    if (is.list(value)) value <- paste(vapply(names(value), function(k) paste0(k, "=", paste(value[[k]], collapse = ",")), ""), collapse = if (name == "at") ";" else ",")
    c(option, paste(value, collapse = ","))
  }))
}

run <- function(words, options, accept = 0:1) {
  asked <- c(command(), words, words_of(options))
  said <- tempfile()
  on.exit(unlink(said))
  out <- suppressWarnings(system2(asked[1], shQuote(asked[-1]), stdout = TRUE, stderr = said))
  code <- attr(out, "status")
  if (is.null(code)) code <- 0L
  if (!code %in% accept) stop(paste(c(readLines(said, warn = FALSE), if (code == 127) "no command tumen: install it, or name it in the variable TUMEN"), collapse = "\n"), call. = FALSE)
  paste(out, collapse = "\n")
}

json <- function(words, options) jsonlite::fromJSON(run(c(words, "--json"), options), simplifyVector = FALSE)

number <- function(x) if (is.null(x)) NA_real_ else as.numeric(x)

frame <- function(rows) do.call(rbind, lapply(rows, function(r) data.frame(r, check.names = FALSE, stringsAsFactors = FALSE)))

#' Fit one theory of a game, or a model of a table ("egame12", ...). Named options are those of `tumen fit`.
tumen_fit <- function(file, records = NULL, ...) {
  options <- c(list(records = records), list(...))
  raw <- json(c("fit", file), options)
  if (is.null(raw$estimates)) stop(if (length(raw$remarks)) paste(vapply(raw$remarks, function(r) r$says, ""), collapse = "; ") else "name one theory, or one method", call. = FALSE)
  structure(list(raw = raw, file = file, options = options), class = "tumen_fit")
}

tidy <- function(x, ...) UseMethod("tidy")
glance <- function(x, ...) UseMethod("glance")

tidy.tumen_fit <- function(x, ...) {
  kind <- if (is.null(x$raw$testsFrom)) "hessian" else x$raw$testsFrom
  frame(lapply(x$raw$estimates, function(e) list(
    term = e$name, estimate = number(e$estimate), std.error = number(e$standardError[[kind]]), statistic = number(e$z), p.value = number(e$p),
    conf.low = if (length(e$interval95)) number(e$interval95[[1]]) else NA_real_, conf.high = if (length(e$interval95)) number(e$interval95[[2]]) else NA_real_)))
}

glance.tumen_fit <- function(x, ...) {
  k <- length(x$raw$estimates)
  n <- if (is.null(x$raw$observations$moves)) x$raw$observations$rows else x$raw$observations$moves
  data.frame(logLik = x$raw$logLikelihood, AIC = 2 * k - 2 * x$raw$logLikelihood, nobs = n, df = k, converged = x$raw$converged)
}

coef.tumen_fit <- function(object, ...) { t <- tidy(object); stats::setNames(t$estimate, t$term) }

vcov.tumen_fit <- function(object, ...) {
  names <- vapply(object$raw$estimates, function(e) e$name, "")
  matrix(vapply(unlist(object$raw$covariance, recursive = FALSE), number, 0), length(names), byrow = TRUE, dimnames = list(names, names))
}

logLik.tumen_fit <- function(object, ...) structure(object$raw$logLikelihood, df = length(object$raw$estimates), nobs = glance(object)$nobs, class = "logLik")

summary.tumen_fit <- function(object, ...) tidy(object)

print.tumen_fit <- function(x, ...) {
  print(tidy(x), digits = 3)
  cat("log-likelihood ", format(x$raw$logLikelihood), "; ", x$raw$status, "\n", sep = "")
  invisible(x)
}

#' Chances of outcomes or moves in cases of your choice: predict(fit, at = list(x = c(0, 1))).
predict.tumen_fit <- function(object, at = NULL, ...) {
  keep <- object$options[names(object$options) %in% c("records", "formula", "theory", "link", "shocks", "levels", "most", "scales", "cluster", "prior", "starts", "seed", "posterior", "unit")]
  do.call(tumen_predict, c(list(object$file, at = at), keep, list(...)))
}

tumen_predict <- function(file, at = NULL, ...) {
  raw <- json(c("predict", file), c(list(at = at), list(...)))
  frame(lapply(raw$predictions, function(r) c(r$at, r[intersect(c("player", "equilibrium", "outcome", "move"), names(r))],
    list(estimate = number(r$estimate), std.error = number(r$standardError), conf.low = number(r$interval95[[1]]), conf.high = number(r$interval95[[2]])))))
}

#' The certified equilibrium of a game; values are weights, chances and covariates by name.
tumen_solve <- function(file, values = NULL, ...) structure(list(raw = json(c("solve", file), c(list(set = values), list(...)))), class = "tumen_solution")

tidy.tumen_solution <- function(x, ...) {
  frame(unlist(unlist(lapply(x$raw$states, function(s) {
    name <- if (is.list(s$state)) paste(names(s$state), unlist(s$state), collapse = ", ") else s$state
    lapply(names(s$strategies), function(p) lapply(names(s$strategies[[p]]), function(m) list(situation = name, player = p, move = m, chance = number(s$strategies[[p]][[m]]))))
  }), recursive = FALSE), recursive = FALSE))
}

#' Run a study; finished pieces are kept in out.
tumen_study <- function(folder, out = tempfile("tumen"), ...) {
  raw <- json(c("study", folder), c(list(out = out), list(...)))
  structure(list(raw = raw, tidy = read.csv(file.path(out, "tidy.csv"), check.names = FALSE), glance = read.csv(file.path(out, "glance.csv"), check.names = FALSE)), class = "tumen_study")
}

tidy.tumen_study <- function(x, ...) x$tidy
glance.tumen_study <- function(x, ...) x$glance
summary.tumen_study <- function(object, ...) c(object$raw$question, object$raw$answer$sentence, unlist(object$raw$answer$reasons))

#' Posterior draws of a theory of a study, in ArviZ's groups: posterior, log_likelihood (draws by periods), observed_data; loo is leave-one-out by period.
tumen_draws <- function(folder, theory = NULL, ...) {
  out <- tempfile("tumen"); dir.create(out)
  run(c("sample", folder), c(list(theory = theory, out = out), list(...)))
  stem <- sub("\\.loo\\.csv$", "", list.files(out, pattern = "\\.loo\\.csv$", full.names = TRUE)[1])
  read <- function(end) if (file.exists(paste0(stem, end))) read.csv(paste0(stem, end), check.names = FALSE) else NULL
  list(posterior = read(".csv"), log_likelihood = read(".log_likelihood.csv"), observed_data = read(".observed_data.csv"), loo = read(".loo.csv"))
}
