using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Dashboard.Identity;
using Saker.Dashboard.Layout;
using Saker.Data;

namespace Saker.Server.Http.Access;

/// <summary>Why a request goes no further, and how that is said in the words of the door that was used.</summary>
internal sealed record Refusal(ErrorKind Kind, string Message)
{
    // Status codes of gRPC (grpc.io, doc/statuscodes.md).
    private const int PermissionDenied = 7;
    private const int ResourceExhausted = 8;
    private const int Unavailable = 14;
    private const int Unauthenticated = 16;

    /// <summary>The limit at fault.</summary>
    public string? Field { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether something was presented and not believed.</summary>
    public bool IsCredentialWrong { get; init; }

    public Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (Kind == ErrorKind.Unauthenticated)
            headers.WWWAuthenticate = IsCredentialWrong ? "Bearer realm=\"saker\", error=\"invalid_token\"" : "Bearer realm=\"saker\"";
        if (RetryAfter is { } delay)
            headers.RetryAfter = ErrorResponses.RetryAfterSeconds(delay);
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true)
            return WriteGrpc(context);
        if (Kind == ErrorKind.Unauthenticated && IsPage(context.Request))
            return new PageResult<SignInPage>(
                new() { [nameof(SignInPage.Return)] = context.Request.Path + context.Request.QueryString, [nameof(SignInPage.Fault)] = IsCredentialWrong ? Message : null },
                StatusCodes.Status401Unauthorized).ExecuteAsync(context);
        var status = ErrorResponses.Status(Kind);
        return ErrorAnswers.WriteAsync(context, ErrorResponses.Describe(status, context.TraceIdentifier) with
        {
            Detail = Message,
            Errors = Field is null ? [] : [new ErrorInfo(null, Field, Message)],
        });
    }

    // Trailers-Only: one block of headers that ends the stream, as the gRPC protocol has it for calls that are refused at once.
    private Task WriteGrpc(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        var status = Kind switch
        {
            ErrorKind.Unauthenticated => Unauthenticated,
            ErrorKind.Forbidden => PermissionDenied,
            ErrorKind.LimitExceeded => ResourceExhausted,
            _ => Unavailable,
        };
        response.Headers["grpc-status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(Message).Replace("%20", " ", StringComparison.Ordinal);
        return Task.CompletedTask;
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/v2") && !request.Path.StartsWithSegments("/live")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
