using System.Text.Json;

namespace Saker.Conformance.Rest;

/// <summary>
/// Liveness and readiness. The protocol's texts differ over the body: one wants it empty, a later one wants JSON; clients read
/// either. So the status is a must, and of the body only that it does not say otherwise.
/// </summary>
internal static class HealthChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.health.live", "GET v2/health/live answers 200.", CheckLevel.Must, Sections.Health, (subject, token) => StatusAsync(subject, "v2/health/live", token)),
        new("rest.health.live-body", "The answer's body is {\"live\": true}, for clients that read it.", CheckLevel.Should, Sections.Health, (subject, token) => BodyAsync(subject, "v2/health/live", ["live"], token)),
        new("rest.health.ready", "GET v2/health/ready answers 200 while models can be asked.", CheckLevel.Must, Sections.Health, (subject, token) => StatusAsync(subject, "v2/health/ready", token)),
        new("rest.health.ready-body", "The answer's body is {\"ready\": true}, or {\"live\": true} as one text has it.", CheckLevel.Should, Sections.Health, (subject, token) => BodyAsync(subject, "v2/health/ready", ["ready", "live"], token)),
        new("rest.health.agrees", "A health answer has no body, or one that agrees with its status.", CheckLevel.Must, Sections.Health, AgreesAsync),
        new("rest.health.model", "GET v2/models/{model}/ready answers 200 for the model asked.", CheckLevel.Must, Sections.Health, (subject, token) => StatusAsync(subject, subject.AskedPath + "/ready", token)),
        new("rest.health.model-body", "The answer's body is {\"name\": the model's name, \"ready\": true}.", CheckLevel.Should, Sections.Health, ModelBodyAsync),
        new("rest.health.model-version", "GET v2/models/{model}/versions/{version}/ready answers 200 for every version that the metadata names.", CheckLevel.Must, Sections.Health, VersionsAsync),
    ];

    private static async Task StatusAsync(Subject subject, string path, CancellationToken cancellationToken) =>
        (await subject.Rest.GetAsync(path, cancellationToken)).RequireStatus(200, "it means true; this server answers inference");

    private static async Task BodyAsync(Subject subject, string path, string[] names, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.GetAsync(path, cancellationToken);
        var expected = $"a JSON object with {string.Join(" or ", names.Select(name => $"\"{name}\": true"))}";
        var json = answer.Object(expected);
        answer.Require(names.Any(name => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True), "the body does not say so", expected);
    }

    private static async Task AgreesAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var path in (string[])["v2/health/live", "v2/health/ready", subject.AskedPath + "/ready"])
        {
            var answer = await subject.Rest.GetAsync(path, cancellationToken);
            if (answer.Body.Length == 0 || answer.FindJson() is not { ValueKind: JsonValueKind.Object } json)
                continue;
            foreach (var name in (string[])["live", "ready"])
            {
                var isSaid = json.TryGetProperty(name, out var value);
                answer.Require(!isSaid || value.ValueKind is JsonValueKind.True or JsonValueKind.False, $"\"{name}\" is {value}", "true or false");
                // A server that lives says so also while it is not ready.
                answer.Require(!isSaid || name == "live" || value.GetBoolean() == (answer.Status == 200), $"\"{name}\" is {value} with status {answer.Status}", "a body that agrees with the status");
            }
        }
    }

    private static async Task ModelBodyAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.GetAsync(subject.AskedPath + "/ready", cancellationToken);
        var expected = $"{{\"name\": \"{subject.ModelName}\", \"ready\": true}}";
        var json = answer.Object(expected);
        answer.Require(json.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == subject.ModelName, "\"name\" is not the model's", expected);
        answer.Require(json.TryGetProperty("ready", out var ready) && ready.ValueKind == JsonValueKind.True, "\"ready\" is not true", expected);
    }

    private static async Task VersionsAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var version in subject.Versions)
            await StatusAsync(subject, subject.VersionPath(version) + "/ready", cancellationToken);
    }
}
