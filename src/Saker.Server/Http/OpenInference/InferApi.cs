using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http.OpenInference;

/// <summary>The Open Inference Protocol, version 2, over HTTP. A model is an endpoint's name.</summary>
internal static class InferApi
{
    private const string Tag = "Open Inference";

    // What this server offers beside the protocol itself.
    private static readonly string[] Extensions = ["binary_tensor_data", "model_configuration", "model_repository", "statistics"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var door = ActivatorUtilities.CreateInstance<InferDoor>(routes.ServiceProvider);
        var group = routes.MapGroup("/v2").WithTags(Tag).Needs(Role.Viewer);
        // By the response: a delegate of the context alone would be left out of the OpenAPI document.
        routes.MapGet("/v2", (HttpResponse response) => JsonAnswers.SendAsync(response.HttpContext, WriteServer)).Needs(Role.Viewer).WithTags(Tag).WithName("inferServer").WithSummary("The server's name, version and extensions.");
        group.MapGet("/health/live", (HttpResponse response) => JsonAnswers.SendAsync(response.HttpContext, static writer => writer.WriteBoolean("live", true))).OpenToAll().WithName("inferLive").WithSummary("Whether the process lives.");
        group.MapGet("/health/ready", ReadyAsync).OpenToAll().WithName("inferReady").WithSummary("Whether models can be asked.");
        group.MapGet("/models", ListAsync).WithName("inferModels").WithSummary("The names of the models.");
        RepositoryApi.Map(group);
        StatisticsApi.Map(group);
        foreach (var (path, suffix) in (ReadOnlySpan<(string, string)>)[("/models/{model}", ""), ("/models/{model}/versions/{version}", "Version")])
        {
            group.MapGet(path, DescribeAsync).WithName("inferModel" + suffix).WithSummary("The tensors that a model takes and gives.");
            group.MapGet(path + "/config", ConfigureAsync).WithName("inferModelConfig" + suffix).WithSummary("The tensors of a model as its graph has them.");
            group.MapGet(path + "/ready", ModelReadyAsync).WithName("inferModelReady" + suffix).WithSummary("Whether a model can be asked.");
            group.MapPost(path + "/infer", (Func<HttpContext, Task>)door.AnswerAsync).Needs(Role.User).WithName("infer" + suffix).WithSummary("Predicts: one named tensor per raw column, shape [N, 1] or [N].")
                // Whatever a client says of a body whose header tells how much of it is JSON: several say nothing of their own.
                .Accepts<InferDocument>(InferHeaders.Json, InferHeaders.Binary, "*/*")
                .Produces<InferResultDocument>()
                .WithMetadata(new OperationExample(InferDocument.Example, InferResultDocument.Example));
        }
    }

    private static void WriteServer(Utf8JsonWriter writer)
    {
        writer.WriteString("name", "saker");
        writer.WriteString("version", typeof(InferApi).Assembly.GetName().Version?.ToString(3));
        writer.WriteStartArray("extensions");
        foreach (var extension in Extensions)
            writer.WriteStringValue(extension);
        writer.WriteEndArray();
    }

    // Clients differ in whether they read the status or the body, so both say it.
    private static Task ReadyAsync(HttpContext context, Readiness readiness)
    {
        var isReady = readiness.Reason is null;
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return JsonAnswers.SendAsync(context, writer =>
        {
            writer.WriteBoolean("ready", isReady);
            writer.WriteBoolean("live", true);
        });
    }

    private static async Task ListAsync(HttpContext context, ModelHost host)
    {
        var index = await host.ListIndexAsync(context.RequestAborted);
        await JsonAnswers.SendAsync(context, writer =>
        {
            writer.WriteStartArray("models");
            foreach (var name in index.Select(entry => entry.Name).Distinct())
                writer.WriteStringValue(name);
            writer.WriteEndArray();
        });
    }

    private static async Task ModelReadyAsync(string model, string? version, HttpContext context, ModelHost host)
    {
        var status = await host.GetVersionAsync(model, version, context.RequestAborted);
        var isReady = status.IsAvailable;
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (status.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = ErrorResponses.RetryAfterSeconds(delay);
        await JsonAnswers.SendAsync(context, writer =>
        {
            writer.WriteString("name", model);
            writer.WriteBoolean("ready", isReady);
        });
    }

    private static async Task DescribeAsync(string model, string? version, HttpContext context, ModelHost host)
    {
        using var call = await LookAsync(host, model, version, context.RequestAborted);
        var versions = await host.ListVersionsAsync(model, context.RequestAborted);
        var loaded = versions.Where(one => one.LoadedAt is not null).Select(one => one.Version.ToString(CultureInfo.InvariantCulture)).ToList();
        await JsonAnswers.SendAsync(context, writer => ModelText.WriteMetadata(writer, model, loaded, call.Model));
    }

    private static async Task ConfigureAsync(string model, string? version, HttpContext context, ModelHost host, ServerOptions options)
    {
        using var call = await LookAsync(host, model, version, context.RequestAborted);
        await JsonAnswers.SendAsync(context, writer => ModelText.WriteConfiguration(writer, model, call.Model, options.MaxRows));
    }

    internal static async Task<InferCall> LookAsync(ModelHost host, string model, string? version, CancellationToken cancellationToken)
    {
        var call = await host.BeginAsync(model, version, cancellationToken);
        call.DoNotCount();
        return call;
    }
}
