using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>The model repository extension: what can be asked for, loading and unloading.</summary>
internal static class RepositoryApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/repository/index", IndexAsync).Needs(Role.Viewer).WithName("inferIndex").WithSummary("Every version of every model with its state; {\"ready\":true} for those that answer.");
        group.MapPost("/repository/models/{model}/load", LoadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelLoaded).WithName("inferLoad").WithSummary("Loads the version of a model that should serve.");
        group.MapPost("/repository/models/{model}/unload", UnloadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelUnloaded).WithName("inferUnload").WithSummary("Unloads a model; it is refused until it is loaded or deployed again.");
    }

    private static async Task IndexAsync(HttpContext context, ModelHost host)
    {
        bool onlyReady;
        using (var body = await RequestBody.ReadTextAsync(context))
            onlyReady = Read(body.Bytes, static root => root.TryGetProperty("ready", out var ready) && ready.ValueKind == JsonValueKind.True);
        var index = await host.ListIndexAsync(context.RequestAborted);
        await JsonAnswers.SendValueAsync(context, writer =>
        {
            writer.WriteStartArray();
            foreach (var entry in index)
                if (!onlyReady || State(entry.Version.State) == "READY")
                    Write(writer, entry);
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, ModelIndexEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("name", entry.Name);
        writer.WriteString("version", entry.Version.Version.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("state", State(entry.Version.State));
        writer.WriteString("reason", entry.Version.Reason ?? "");
        writer.WriteEndObject();
    }

    private static string State(VersionState state) => state switch
    {
        VersionState.Active or VersionState.Degraded => "READY",
        VersionState.Loading or VersionState.Warming => "LOADING",
        VersionState.Unloading => "UNLOADING",
        _ => "UNAVAILABLE",
    };

    private static async Task LoadAsync(string model, HttpContext context, ModelHost host)
    {
        using (var body = await RequestBody.ReadTextAsync(context))
            Read(body.Bytes, RequireNoOverride);
        await host.LoadAsync(model, version: null, context.RequestAborted);
        await JsonAnswers.SendAsync(context, writer =>
        {
            writer.WriteString("name", model);
            writer.WriteBoolean("load", true);
        });
    }

    private static async Task UnloadAsync(string model, HttpContext context, ModelHost host)
    {
        using (var body = await RequestBody.ReadTextAsync(context))
            Read(body.Bytes, static _ => true);
        await host.UnloadAsync(model, version: null, context.RequestAborted);
        await JsonAnswers.SendAsync(context, writer =>
        {
            writer.WriteString("name", model);
            writer.WriteBoolean("unload", true);
        });
    }

    // To pass over these would load something other than what was asked for.
    private static bool RequireNoOverride(JsonElement root)
    {
        if (!root.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
            return true;
        foreach (var parameter in parameters.EnumerateObject())
            if (parameter.Name == "config" || parameter.Name.StartsWith("file:", StringComparison.Ordinal))
                throw new SakerException(ErrorKind.InvalidInput, $"The parameter '{parameter.Name}' is not taken: models are loaded as they are registered. POST /api/models/{{name}}/versions registers a file.", parameter.Name);
        return true;
    }

    private static T Read<T>(ReadOnlySpan<byte> body, Func<JsonElement, T> read)
    {
        if (body.IsEmpty)
            body = "{}"u8;
        try
        {
            var reader = new Utf8JsonReader(body);
            var root = JsonElement.ParseValue(ref reader);
            return root.ValueKind == JsonValueKind.Object ? read(root) : throw new SakerException(ErrorKind.InvalidInput, "The body must be a JSON object, or nothing.", "body");
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body);
        }
        catch (InvalidOperationException exception)
        {
            // A lone surrogate in a name.
            throw new SakerException(ErrorKind.InvalidInput, "The body holds a text that is no valid Unicode.", "body", exception);
        }
    }
}
