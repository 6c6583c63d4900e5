using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Data;
using Saker.Server.Http.Mlflow.Artifacts;
using Saker.Server.Http.Mlflow.Scoring;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>Errors as MLflow has them: <c>{"error_code": "INVALID_PARAMETER_VALUE", "message": "..."}</c>.</summary>
internal static class MlflowErrors
{
    // What a caller sent is repeated only as far as it helps.
    private const int MaxMessageLength = 2_000;

    /// <summary>Whether errors of this path are told in MLflow's words.</summary>
    public static bool Owns(PathString path) => path.Value is { } text && (InvocationsApi.Owns(path) || RunArtifactsApi.Owns(path) || MlflowRoutes.Owns(text));

    /// <summary>The status and code of a failure; MLflow's differ from ours where a name is taken.</summary>
    public static (int Status, string Code) Describe(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput or ErrorKind.Conflict or ErrorKind.ChecksFailed or ErrorKind.TooLarge => (StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE"),
        ErrorKind.AlreadyExists => (StatusCodes.Status400BadRequest, "RESOURCE_ALREADY_EXISTS"),
        ErrorKind.NotFound => (StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST"),
        ErrorKind.Unauthenticated => (StatusCodes.Status401Unauthorized, "UNAUTHENTICATED"),
        ErrorKind.Forbidden => (StatusCodes.Status403Forbidden, "PERMISSION_DENIED"),
        ErrorKind.LimitExceeded => (StatusCodes.Status429TooManyRequests, "REQUEST_LIMIT_EXCEEDED"),
        ErrorKind.Unavailable => (StatusCodes.Status503ServiceUnavailable, "TEMPORARILY_UNAVAILABLE"),
        ErrorKind.Timeout => (StatusCodes.Status504GatewayTimeout, "DEADLINE_EXCEEDED"),
        ErrorKind.DataLoss => (StatusCodes.Status500InternalServerError, "DATA_LOSS"),
        _ => (StatusCodes.Status500InternalServerError, "INTERNAL_ERROR"),
    };

    public static Task WriteAsync(HttpContext context, ProblemInfo problem, Exception? exception)
    {
        if (exception is SakerException failure && (MlflowRoutes.Owns(context.Request.Path.Value!) || RunArtifactsApi.Owns(context.Request.Path)))
        {
            var (status, code) = Describe(failure.Kind);
            context.Response.StatusCode = status;
            // The message names every problem; of faults of ours nothing is told.
            return WriteAsync(context, code, failure.Kind == ErrorKind.Internal ? InferErrors.Text(problem) : failure.Message);
        }
        // Routing refuses some content types by itself, in words for JSON only.
        var isRouting = problem.Status == StatusCodes.Status415UnsupportedMediaType && problem.Detail == ErrorResponses.Describe(problem.Status, "").Detail;
        return WriteAsync(context, Code(problem.Status), isRouting && InvocationsApi.Owns(context.Request.Path) ? ScoringContent.Expected : InferErrors.Text(problem));
    }

    public static async Task WriteAsync(HttpContext context, string code, string message)
    {
        context.Response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonText.ForPeople);
        writer.WriteStartObject();
        writer.WriteString("error_code", code);
        writer.WriteString("message", message.Length <= MaxMessageLength ? message : string.Concat(message.AsSpan(0, MaxMessageLength), "..."));
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }

    private static string Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => "PERMISSION_DENIED",
        StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
        StatusCodes.Status409Conflict => "RESOURCE_CONFLICT",
        StatusCodes.Status429TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
        StatusCodes.Status503ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
        StatusCodes.Status504GatewayTimeout => "DEADLINE_EXCEEDED",
        < 500 => "BAD_REQUEST",
        _ => "INTERNAL_ERROR",
    };
}
