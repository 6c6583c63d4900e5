using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Saker.Conformance.Tests.Reference;

/// <summary>A small server written from the protocol's text, with one model that gives back what it gets; honest, or with one flaw.</summary>
internal sealed class ReferenceServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Flaw _flaw;
    private readonly EchoModel _model;
    private int _mistakes;
    private int _underWay;

    private ReferenceServer(WebApplication app, Flaw flaw)
    {
        _app = app;
        _flaw = flaw;
        _model = new EchoModel(flaw);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ReferenceServer> StartAsync(Flaw flaw, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new ReferenceServer(builder.Build(), flaw);
        server.Map();
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/v2", context => WriteAsync(context, 200, Server()));
        _app.MapGet("/v2/health/live", context => HealthAsync(context, "live"));
        _app.MapGet("/v2/health/ready", context => HealthAsync(context, "ready"));
        _app.MapGet("/v2/models/{model}", DescribeAsync);
        _app.MapGet("/v2/models/{model}/ready", ModelReadyAsync);
        _app.MapPost("/v2/models/{model}/infer", InferAsync);
        _app.MapGet("/v2/models/{model}/versions/{version}", DescribeAsync);
        _app.MapGet("/v2/models/{model}/versions/{version}/ready", ModelReadyAsync);
        _app.MapPost("/v2/models/{model}/versions/{version}/infer", InferAsync);
    }

    private JsonObject Server()
    {
        var json = new JsonObject { ["name"] = "reference", ["version"] = "1.0", ["extensions"] = _flaw == Flaw.ExtensionsAreText ? "none" : new JsonArray() };
        if (_flaw == Flaw.NoServerVersion)
            json.Remove("version");
        return json;
    }

    private Task HealthAsync(HttpContext context, string name)
    {
        if (_flaw == Flaw.NoHealthBody)
            return Task.CompletedTask;
        var isFlawed = _flaw == Flaw.ReadyBodyDisagrees && name == "ready";
        return WriteAsync(context, _flaw == Flaw.LiveIs500 && name == "live" ? 500 : 200, new JsonObject { [name] = !isFlawed });
    }

    private bool IsKnown(HttpContext context)
    {
        var comparison = _flaw is Flaw.ModelNameIgnoresCase or Flaw.ModelNameIgnoresCaseAndEchoes ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var version = context.Request.RouteValues["version"] as string;
        return string.Equals((string)context.Request.RouteValues["model"]!, EchoModel.Name, comparison) && (version is null || (version == EchoModel.Version && _flaw != Flaw.VersionPathMissing));
    }

    private Task DescribeAsync(HttpContext context) => IsKnown(context)
        ? WriteAsync(context, 200, _model.Describe((string)context.Request.RouteValues["model"]!))
        : WriteAsync(context, _flaw == Flaw.UnknownModelIs200 ? 200 : 404, new JsonObject { ["error"] = "there is no such model" });

    private Task ModelReadyAsync(HttpContext context) => IsKnown(context)
        ? WriteAsync(context, 200, new JsonObject { ["name"] = EchoModel.Name, ["ready"] = true })
        : WriteAsync(context, 404, new JsonObject { ["error"] = "there is no such model" });

    private async Task InferAsync(HttpContext context)
    {
        if (!IsKnown(context))
        {
            await WriteAsync(context, 404, new JsonObject { ["error"] = "there is no such model" });
            return;
        }
        await CrowdAsync(context.RequestAborted);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            if (body.Length == 0 && _flaw == Flaw.EmptyBodyIs200)
                await WriteAsync(context, 200, new JsonObject { ["outputs"] = new JsonArray() });
            else
                await WriteAsync(context, 200, _model.Infer(JsonNode.Parse(new UTF8Encoding(false, true).GetString(body.ToArray()))));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException or NullReferenceException)
        {
            _mistakes++;
            await WriteAsync(context, _flaw == Flaw.ErrorIs500 ? 500 : 400, _flaw == Flaw.ErrorWithoutObject ? new JsonObject { ["message"] = e.Message } : new JsonObject { ["error"] = e.Message });
        }
    }

    // Long enough for requests that come at the same time to meet.
    private async Task CrowdAsync(CancellationToken cancellationToken)
    {
        if (_flaw != Flaw.RowsMixed)
            return;
        Interlocked.Increment(ref _underWay);
        await Task.Delay(20, cancellationToken);
        _model.IsCrowded = Interlocked.Decrement(ref _underWay) > 0;
    }

    private async Task WriteAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = _flaw == Flaw.BreaksAfterMistake && _mistakes > 3 && status == 200 ? 503 : status;
        context.Response.ContentType = "application/json";
        var text = body.ToJsonString();
        await context.Response.WriteAsync(_flaw == Flaw.NanWritten ? text.Replace("null", "Infinity", StringComparison.Ordinal) : text);
    }
}
