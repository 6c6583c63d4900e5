using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>The Open Inference Protocol, version 2, over HTTP with JSON. A model is an endpoint's name.</summary>
internal static class InferApi
{
    private const string Tag = "Open Inference";

    // The header that says where JSON ends and binary tensors begin.
    private const string BinaryHeader = "Inference-Header-Content-Length";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v2").WithTags(Tag).Needs(Role.Viewer);
        routes.MapGet("/v2", (HttpResponse response) => WriteAsync(response.HttpContext, WriteServer)).Needs(Role.Viewer).WithTags(Tag).WithName("inferServer").WithSummary("The server's name, version and extensions.");
        group.MapGet("/health/live", (HttpResponse response) => WriteAsync(response.HttpContext, static writer => writer.WriteBoolean("live", true))).OpenToAll().WithName("inferLive").WithSummary("Whether the process lives.");
        group.MapGet("/health/ready", ReadyAsync).OpenToAll().WithName("inferReady").WithSummary("Whether models can be asked.");
        foreach (var (path, suffix) in (ReadOnlySpan<(string, string)>)[("/models/{model}", ""), ("/models/{model}/versions/{version}", "Version")])
        {
            group.MapGet(path, DescribeAsync).WithName("inferModel" + suffix).WithSummary("The tensors that a model takes and gives.");
            group.MapGet(path + "/ready", ModelReadyAsync).WithName("inferModelReady" + suffix).WithSummary("Whether a model can be asked.");
            group.MapPost(path + "/infer", InferAsync).Needs(Role.User).WithName("infer" + suffix).WithSummary("Predicts: one named tensor per raw column, shape [N, 1] or [N].")
                .Accepts<InferDocument>("application/json")
                .Produces<InferResultDocument>()
                .WithMetadata(new OperationExample(InferDocument.Example, InferResultDocument.Example));
        }
    }

    private static void WriteServer(Utf8JsonWriter writer)
    {
        writer.WriteString("name", "saker");
        writer.WriteString("version", typeof(InferApi).Assembly.GetName().Version?.ToString(3));
        writer.WriteStartArray("extensions");
        writer.WriteEndArray();
    }

    // Clients differ in whether they read the status or the body, so both say it.
    private static Task ReadyAsync(HttpContext context, Readiness readiness)
    {
        var isReady = readiness.Reason is null;
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, writer =>
        {
            writer.WriteBoolean("ready", isReady);
            writer.WriteBoolean("live", true);
        });
    }

    private static Task ModelReadyAsync(string model, string? version, HttpContext context, ModelHost host)
    {
        var isReady = Status(host, model, version).IsServing;
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, writer =>
        {
            writer.WriteString("name", model);
            writer.WriteBoolean("ready", isReady);
        });
    }

    private static Task DescribeAsync(string model, string? version, HttpContext context, ModelHost host)
    {
        var status = Status(host, model, version);
        var signature = host.GetSignature(model);
        return WriteAsync(context, writer =>
        {
            writer.WriteString("name", model);
            writer.WriteStartArray("versions");
            writer.WriteStringValue(Text(status.ServingVersion));
            writer.WriteEndArray();
            writer.WriteString("platform", "onnx_onnxv1");
            WriteTensors(writer, "inputs", signature.Inputs);
            WriteTensors(writer, "outputs", signature.Outputs);
        });
    }

    private static async Task InferAsync(string model, string? version, HttpContext context, ModelHost host, ServerOptions options)
    {
        if (context.Request.Headers.ContainsKey(BinaryHeader))
            throw new SakerException(ErrorKind.InvalidInput, $"Binary tensors ({BinaryHeader}) are not taken by this version; send data as JSON.", BinaryHeader);
        Status(host, model, version);
        var signature = host.GetSignature(model);
        InferRequest request;
        // Some clients send no content type at all.
        using (var body = await (context.Request.ContentType is null ? RequestBody.ReadAsync(context) : RequestBody.ReadJsonAsync(context)))
            request = InferRequestReader.Read(body.Bytes, signature, new RowLimits(options.MaxRows, options.MaxErrors));
        var prediction = await host.PredictAsync(model, request.Rows, context.RequestAborted);
        InferResponseWriter.Write(context, model, request, prediction);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    // Only the version that is loaded can be asked for.
    private static EndpointStatus Status(ModelHost host, string model, string? version)
    {
        var status = host.Find(model)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no model '{model}': no endpoint has that name. GET /api/endpoints lists what there is.");
        return version is null || version == Text(status.ServingVersion)
            ? status
            : throw new SakerException(ErrorKind.NotFound, $"Model '{model}' has version {Text(status.ServingVersion) ?? "none"} loaded, not '{version}'.");
    }

    private static string? Text(int? version) => version?.ToString(CultureInfo.InvariantCulture);

    private static void WriteTensors(Utf8JsonWriter writer, string name, IReadOnlyList<SignatureColumn> columns)
    {
        writer.WriteStartArray(name);
        foreach (var column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("datatype", Datatypes.Of(column.Type).ToString());
            writer.WriteStartArray("shape");
            writer.WriteNumberValue(-1);
            writer.WriteNumberValue(1);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> writeProperties)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writeProperties(writer);
        writer.WriteEndObject();
    }
}
