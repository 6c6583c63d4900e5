using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>The one place where what went wrong becomes an HTTP status and words, for every door.</summary>
internal static class ErrorResponses
{
    public const string ProblemType = "application/problem+json";

    // It lets an overflow of its own through where it reads how long a chunk is.
    private const string KestrelSource = "Microsoft.AspNetCore.Server.Kestrel.Core";

    private const string FaultDetail = "The server failed; its log has the reason under this request's id.";

    /// <summary>What an exception is to the caller; faults of ours tell nothing of their inside.</summary>
    public static ProblemInfo Describe(Exception exception, string requestId) => exception switch
    {
        SakerException failure => new ProblemInfo
        {
            Title = Title(Status(failure.Kind)),
            Status = Status(failure.Kind),
            Detail = failure.Kind == ErrorKind.Internal ? FaultDetail : Summary(failure),
            RequestId = requestId,
            Errors = failure.Kind == ErrorKind.Internal ? [] : Errors(failure),
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Describe(StatusCodes.Status413PayloadTooLarge, requestId),
        BadHttpRequestException failure when BindingFailure.Describe(failure.Message) is { } fault => Describe(failure.StatusCode, requestId) with { Detail = fault.Message, Errors = [fault] },
        BadHttpRequestException failure => Describe(failure.StatusCode, requestId) with { Detail = failure.Message },
        IOException { InnerException: OverflowException, Source: KestrelSource } => Describe(StatusCodes.Status400BadRequest, requestId) with { Detail = "The body says of a chunk that it is longer than any may be." },
        InvalidOperationException failure when JsonBody.IsNoUnicode(failure) => Describe(JsonBody.NoUnicode(failure), requestId),
        _ => Describe(StatusCodes.Status500InternalServerError, requestId) with { Detail = FaultDetail },
    };

    /// <summary>What a bare status is to the caller.</summary>
    public static ProblemInfo Describe(int status, string requestId) => new()
    {
        Title = Title(status),
        Status = status,
        RequestId = requestId,
        Detail = status switch
        {
            StatusCodes.Status400BadRequest => "The request is not valid for this server, or its host name is none of those that the server is known by (localhost, 127.0.0.1, [::1], and what --host names).",
            StatusCodes.Status404NotFound => "There is nothing at this address; /docs lists what there is.",
            StatusCodes.Status405MethodNotAllowed => "This address does not take that method; /docs says which it takes.",
            StatusCodes.Status413PayloadTooLarge => "The body is larger than the server takes; send fewer rows in one request, or have its limit raised (saker up --max-body-bytes).",
            StatusCodes.Status415UnsupportedMediaType => "The body must be JSON in UTF-8: send it with Content-Type: application/json.",
            _ => null,
        },
    };

    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.AlreadyExists or ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.ChecksFailed => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.LimitExceeded => StatusCodes.Status429TooManyRequests,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Timeout => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The value of the header <c>Retry-After</c>: whole seconds, at least one.</summary>
    public static string RetryAfterSeconds(TimeSpan retryAfter) =>
        Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request is not valid",
        StatusCodes.Status401Unauthorized => "Not signed in",
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Method not allowed",
        StatusCodes.Status409Conflict => "Conflict",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status415UnsupportedMediaType => "Unsupported content type",
        StatusCodes.Status422UnprocessableEntity => "The data failed its checks",
        StatusCodes.Status429TooManyRequests => "A limit was reached",
        StatusCodes.Status503ServiceUnavailable => "Not ready",
        StatusCodes.Status504GatewayTimeout => "Not done in time",
        _ => status < 500 ? "The request was refused" : "The server failed",
    };

    // The message of several problems quotes them after its first line; here they are a list of their own.
    private static string Summary(SakerException failure) =>
        failure.Problems.Count == 0 ? failure.Message : failure.Message.Split(Environment.NewLine, 2)[0];

    private static ErrorInfo[] Errors(SakerException failure) =>
        failure.Problems.Count > 0 ? [.. failure.Problems.Select(problem => new ErrorInfo(problem.Row, problem.Field, problem.Message))]
        : failure.Field is { } field ? [new ErrorInfo(null, field, failure.Message)]
        : [];
}
