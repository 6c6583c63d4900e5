using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Saker.Client;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Server.Grpc;
using Saker.Server.Hosting;
using Saker.Server.Http.Mlflow.Wire;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Http;

/// <summary>Turns exceptions and bare error statuses into an answer in the words of the door that was used: problem details, Open Inference, MLflow, or a page.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> logger)
{
    private static readonly SakerJson s_json = new(new JsonSerializerOptions(SakerJson.Default.Options) { Encoder = OpenInference.JsonText.Encoder });

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            // MLflow's fields say it in its words.
            if (context.Request.QueryString.HasValue && !MlflowErrors.Owns(context.Request.Path))
                RequestBody.CheckQuery(context.Request);
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 })
                await WriteAsync(context, ErrorResponses.Describe(context.Response.StatusCode, context.TraceIdentifier));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (await RenamedAddresses.FindAsync(context, exception, logger) is { } page)
            {
                context.Response.Clear();
                SecurityHeaders.Apply(context);
                context.Response.Redirect(page, permanent: false, preserveMethod: true);
                return;
            }
            var problem = ErrorResponses.Describe(exception, context.TraceIdentifier);
            Log(context, exception, problem);
            context.Response.Clear();
            context.Response.Headers[RequestIds.Header] = context.TraceIdentifier;
            if (exception is SakerException { RetryAfter: { } delay })
                context.Response.Headers.RetryAfter = ErrorResponses.RetryAfterSeconds(delay);
            SecurityHeaders.Apply(context);
            await WriteAsync(context, problem, exception);
        }
    }

    private void Log(HttpContext context, Exception exception, ProblemInfo problem)
    {
        using var scope = RequestIds.IsHot(context.Request) ? logger.BeginScope(new RequestScope(context.TraceIdentifier, Activity.Current)) : null;
        if (problem.Status >= 500 && exception is not SakerException { Kind: ErrorKind.Unavailable or ErrorKind.Timeout })
            logger.RequestFailed(exception, context.Request.Method, context.Request.Path);
        else
            logger.RequestRefused(context.Request.Method, context.Request.Path, problem.Status, problem.Detail ?? problem.Title);
    }

    /// <summary>Writes a failure in the words of the door that was used.</summary>
    public static Task WriteAsync(HttpContext context, ProblemInfo problem, Exception? exception = null)
    {
        if (GrpcErrors.IsCall(context.Request))
        {
            GrpcErrors.Write(context, problem);
            return Task.CompletedTask;
        }
        context.Response.StatusCode = problem.Status;
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v2"))
            return InferErrors.WriteAsync(context, problem);
        if (MlflowErrors.Owns(path))
            return MlflowErrors.WriteAsync(context, problem, exception);
        var isData = path.StartsWithSegments("/api") || path.StartsWithSegments("/health") || path.StartsWithSegments("/openapi");
        // A button of a page sends a form to the API, and whoever pressed it reads pages.
        if ((!isData || context.Request.HasFormContentType) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return Page(problem).ExecuteAsync(context);
        context.Response.ContentType = ErrorResponses.ProblemType;
        return JsonSerializer.SerializeAsync(context.Response.Body, problem, s_json.ProblemInfo, context.RequestAborted);
    }

    private static PageResult<ErrorPage> Page(ProblemInfo problem) => new(
        new()
        {
            [nameof(ErrorPage.Title)] = problem.Title,
            [nameof(ErrorPage.Detail)] = problem.Detail,
            [nameof(ErrorPage.Status)] = problem.Status,
            [nameof(ErrorPage.RequestId)] = problem.RequestId,
            [nameof(ErrorPage.Problems)] = problem.Errors.Select(error => error.Message).Where(message => message != problem.Detail).ToList(),
        },
        problem.Status);
}
