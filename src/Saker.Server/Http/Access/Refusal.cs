using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Dashboard.Identity;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.OpenInference.Framing;
using Saker.Server.Grpc;

namespace Saker.Server.Http.Access;

/// <summary>Why a request goes no further, and how that is said in the words of the door that was used.</summary>
internal sealed record Refusal(ErrorKind Kind, string Message)
{
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
        if (GrpcHeaders.IsGrpc(context.Request.ContentType))
        {
            GrpcErrors.Write(context, new GrpcStatus(GrpcFailures.Code(Kind), Message));
            return Task.CompletedTask;
        }
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

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/v2") && !request.Path.StartsWithSegments("/live")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
