using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>Models and versions that are not there.</summary>
internal static class UnknownChecks
{
    private const string NoModel = "v2/models/no-such-model-8f3a";
    private const string NoVersion = "987654321";

    public static IEnumerable<Check> All { get; } =
    [
        new("rest.unknown.metadata", "The metadata of a model that is not there is an error, {\"error\": text}.", CheckLevel.Must, Sections.ModelError, (subject, token) => ErrorAsync(subject, NoModel, token)),
        new("rest.unknown.metadata-404", "Its status is 404.", CheckLevel.Should, Sections.Http, (subject, token) => NotFoundAsync(subject, NoModel, token)),
        new("rest.unknown.ready", "A model that is not there is not ready: an error status.", CheckLevel.Must, Sections.Health, async (subject, token) => (await subject.Rest.GetAsync(NoModel + "/ready", token)).RequireRefused("no such model")),
        new("rest.unknown.infer", "An infer request to a model that is not there is an error, {\"error\": text}.", CheckLevel.Must, Sections.Error, (subject, token) => InferAsync(subject, NoModel + "/infer", token)),
        new("rest.unknown.version-metadata", "The metadata of a version that is not there is an error, {\"error\": text}.", CheckLevel.Must, Sections.ModelError, (subject, token) => ErrorAsync(subject, OtherVersion(subject), token)),
        new("rest.unknown.version-ready", "A version that is not there is not ready: an error status.", CheckLevel.Must, Sections.Health, async (subject, token) => (await subject.Rest.GetAsync(OtherVersion(subject) + "/ready", token)).RequireRefused("no such version")),
        new("rest.unknown.version-infer", "An infer request to a version that is not there is an error, {\"error\": text}.", CheckLevel.Must, Sections.Error, (subject, token) => InferAsync(subject, OtherVersion(subject) + "/infer", token)),
        new("rest.unknown.version-odd", "A version that is no number is refused without a fault of the server.", CheckLevel.Should, Sections.Robust, OddVersionAsync),
        new("rest.unknown.name-odd", "A model's name with a path or a NUL in it is refused without a fault of the server.", CheckLevel.Should, Sections.Robust, OddNameAsync),
        new("rest.unknown.name-case", "The model's name in other letter case is another model.", CheckLevel.Must, Sections.General, CaseAsync),
    ];

    private static async Task ErrorAsync(Subject subject, string path, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.GetAsync(path, cancellationToken);
        answer.RequireRefused("there is no such model or version");
        answer.Require(answer.HasError, "the body is no error object", "{\"error\": text}");
    }

    private static async Task NotFoundAsync(Subject subject, string path, CancellationToken cancellationToken) =>
        (await subject.Rest.GetAsync(path, cancellationToken)).RequireStatus(404, "there is no such model");

    private static async Task InferAsync(Subject subject, string path, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.PostJsonAsync(path, AnyRequest(subject), cancellationToken);
        answer.RequireRefused("there is no such model or version");
        answer.Require(answer.HasError, "the body is no error object", "{\"error\": text}");
    }

    private static JsonObject AnyRequest(Subject subject)
    {
        try
        {
            return subject.Sample.ToJson();
        }
        catch (CheckSkippedException)
        {
            return new JsonObject { ["inputs"] = new JsonArray() };
        }
    }

    private static string OtherVersion(Subject subject) => subject.Versions.Contains(NoVersion)
        ? throw new CheckSkippedException($"the model has a version {NoVersion}")
        : subject.VersionPath(NoVersion);

    private static async Task OddVersionAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var version in (string[])["not a version", "-1", "99999999999999999999999", "%00"])
        {
            var answer = await subject.Rest.GetAsync($"{subject.ModelPath}/versions/{(version[0] == '%' ? version : Uri.EscapeDataString(version))}", cancellationToken);
            answer.RequireNoFault("it is the client's mistake");
            answer.RequireRefused("there is no such version");
        }
    }

    private static async Task OddNameAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["..%2F..%2Fetc", "%00", "a%0Ab", new string('x', 2_000)])
        {
            var answer = await subject.Rest.GetAsync($"v2/models/{name}", cancellationToken);
            answer.RequireNoFault("it is the client's mistake");
            answer.RequireRefused("there is no such model");
        }
    }

    private static async Task CaseAsync(Subject subject, CancellationToken cancellationToken)
    {
        // There may be a model of the one name, hardly one of each.
        var others = OtherCase.AllOf(subject.ModelName);
        for (var i = 0; i < others.Count; i++)
        {
            var answer = await subject.Rest.GetAsync($"v2/models/{Uri.EscapeDataString(others[i])}", cancellationToken);
            if (answer.Status != 200 || answer.FindJson() is not { } json || !json.TryGetProperty("name", out var name) || !name.ValueEquals(others[i]))
            {
                answer.RequireRefused("names are case-sensitive");
                return;
            }
            if (i > 0)
                answer.RequireRefused($"names are case-sensitive, and of '{others[0]}' there is a model too, it says");
        }
        throw new CheckSkippedException($"there is a model '{others[0]}' too");
    }
}
