using System.Text.Json;

namespace Saker.Conformance.Rest;

/// <summary>Listing, loading and unloading models. Afterwards the model is loaded again.</summary>
internal static class RepositoryChecks
{
    private static readonly string[] s_states = ["UNKNOWN", "READY", "UNAVAILABLE", "LOADING", "UNLOADING", ""];

    public static IEnumerable<Check> All { get; } =
    [
        new("ext.repository.index", "POST v2/repository/index lists the model with its state.", CheckLevel.Extension, Sections.Repository, IndexAsync),
        new("ext.repository.index-ready", "With {\"ready\": true} only models that are ready are listed.", CheckLevel.Extension, Sections.Repository, IndexReadyAsync),
        new("ext.repository.load-unknown", "Loading a model that is not there is an error.", CheckLevel.Extension, Sections.Repository, (subject, token) => UnknownAsync(subject, "load", token)),
        new("ext.repository.unload-unknown", "Unloading a model that is not there breaks nothing.", CheckLevel.Extension, Sections.Repository, UnloadUnknownAsync),
        new("ext.repository.load-loaded", "Loading a model that is loaded leaves it ready.", CheckLevel.Extension, Sections.Repository, LoadLoadedAsync),
        new("ext.repository.unload-load", "An unloaded model is not ready and refuses inference; loaded again it answers as before.", CheckLevel.Extension, Sections.Repository, UnloadLoadAsync),
    ];

    private static async Task<(RestExchange Exchange, JsonElement List)> ListAsync(Subject subject, string body, CancellationToken cancellationToken)
    {
        const string expected = "[{\"name\": text, \"version\": text, \"state\": text, \"reason\": text}]";
        subject.RequireExtension("model_repository");
        var answer = await subject.Rest.PostTextAsync("v2/repository/index", body, cancellationToken);
        answer.RequireStatus(200, "the server names the extension");
        answer.Require(answer.FindJson() is { ValueKind: JsonValueKind.Array }, "the body is no array", expected);
        foreach (var entry in answer.FindJson()!.Value.EnumerateArray())
        {
            answer.Require(entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String, "an entry has no name", expected);
            if (entry.TryGetProperty("state", out var state))
                answer.Require(state.ValueKind == JsonValueKind.String && s_states.Contains(state.GetString()), $"a state is {state}", string.Join(", ", s_states.Where(text => text.Length > 0)));
        }
        return (answer, answer.FindJson()!.Value);
    }

    private static async Task IndexAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var body in (string[])["{}", ""])
        {
            var (answer, list) = await ListAsync(subject, body, cancellationToken);
            answer.Require(list.EnumerateArray().Any(entry => entry.GetProperty("name").ValueEquals(subject.ModelName)), $"'{subject.ModelName}' is not listed", "an entry for each model");
        }
    }

    private static async Task IndexReadyAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (answer, list) = await ListAsync(subject, "{\"ready\":true}", cancellationToken);
        answer.Require(list.EnumerateArray().All(entry => !entry.TryGetProperty("state", out var state) || state.GetString() is "READY" or ""), "a model is listed that is not ready", "only READY");
        answer.Require(list.EnumerateArray().Any(entry => entry.GetProperty("name").ValueEquals(subject.ModelName)), $"'{subject.ModelName}' is not listed", "an entry for it, since it is ready");
    }

    private static async Task UnknownAsync(Subject subject, string verb, CancellationToken cancellationToken)
    {
        subject.RequireExtension("model_repository");
        var answer = await subject.Rest.PostTextAsync($"v2/repository/models/no-such-model-8f3a/{verb}", "{}", cancellationToken);
        answer.RequireRefused("there is no such model");
        answer.Require(answer.HasError, "the body is no error object", "{\"error\": text}");
    }

    private static async Task UnloadUnknownAsync(Subject subject, CancellationToken cancellationToken)
    {
        subject.RequireExtension("model_repository");
        (await subject.Rest.PostTextAsync("v2/repository/models/no-such-model-8f3a/unload", "{}", cancellationToken)).RequireNoFault("nothing is loaded under that name");
    }

    private static string Path(Subject subject, string verb) => $"v2/repository/models/{Uri.EscapeDataString(subject.ModelName)}/{verb}";

    private static async Task LoadLoadedAsync(Subject subject, CancellationToken cancellationToken)
    {
        subject.RequireExtension("model_repository");
        (await subject.Rest.PostTextAsync(Path(subject, "load"), "{}", cancellationToken)).RequireStatus(200, "the model is there");
        (await subject.Rest.GetAsync(subject.ModelPath + "/ready", cancellationToken)).RequireStatus(200, "load answers when the model is ready");
    }

    private static async Task UnloadLoadAsync(Subject subject, CancellationToken cancellationToken)
    {
        subject.RequireExtension("model_repository");
        var sample = subject.Sample;
        try
        {
            (await subject.Rest.PostTextAsync(Path(subject, "unload"), "{}", cancellationToken)).RequireStatus(200, "the model is loaded");
            var ready = await WaitAsync(subject, answer => answer.IsRefused, cancellationToken);
            ready.RequireRefused("an unloaded model is not ready");
            var asked = await subject.Rest.PostJsonAsync(subject.ModelPath + "/infer", sample.ToJson(), cancellationToken);
            subject.Rest.Pardon(asked);
            asked.RequireRefused("an unloaded model does not answer");
        }
        finally
        {
            await subject.Rest.PostTextAsync(Path(subject, "load"), "{}", CancellationToken.None);
        }
        (await WaitAsync(subject, answer => answer.Status == 200, cancellationToken)).RequireStatus(200, "it was loaded again");
        await subject.RequireSameAsync(sample.ToJson(), "it was loaded again", cancellationToken);
    }

    // Unloading may take until requests under way have ended.
    private static async Task<RestExchange> WaitAsync(Subject subject, Func<RestExchange, bool> isReached, CancellationToken cancellationToken)
    {
        const int tries = 50;
        var answer = await subject.Rest.GetAsync(subject.ModelPath + "/ready", cancellationToken);
        for (var i = 0; i < tries && !isReached(answer); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), subject.Options.Time, cancellationToken);
            answer = await subject.Rest.GetAsync(subject.ModelPath + "/ready", cancellationToken);
        }
        return answer;
    }
}
