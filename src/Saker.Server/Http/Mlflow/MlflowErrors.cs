using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Http.Mlflow;

/// <summary>Errors as MLflow has them: <c>{"error_code": "BAD_REQUEST", "message": "..."}</c>.</summary>
internal static class MlflowErrors
{
    public static async Task WriteAsync(HttpContext context, ProblemInfo problem)
    {
        context.Response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonText.ForPeople);
        writer.WriteStartObject();
        writer.WriteString("error_code", Code(problem.Status));
        // Routing refuses some content types by itself, in words for JSON only.
        var isRouting = problem.Status == StatusCodes.Status415UnsupportedMediaType && problem.Detail == ErrorResponses.Describe(problem.Status, "").Detail;
        writer.WriteString("message", isRouting ? ScoringContent.Expected : InferErrors.Text(problem));
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }

    // MLflow's names for what went wrong.
    private static string Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => "PERMISSION_DENIED",
        StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
        StatusCodes.Status409Conflict => "RESOURCE_CONFLICT",
        StatusCodes.Status429TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
        StatusCodes.Status503ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
        < 500 => "BAD_REQUEST",
        _ => "INTERNAL_ERROR",
    };
}
