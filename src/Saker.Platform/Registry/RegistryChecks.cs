using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>What changes of the registry ask before they change something. Within a write.</summary>
internal static class RegistryChecks
{
    /// <exception cref="SakerException">There is no such model.</exception>
    public static async Task RequireModelAsync(Session session, string model)
    {
        if (await HasModelAsync(session, model))
            return;
        throw await FindRenamedAsync(session, model) is { } now
            ? new SakerException(ErrorKind.NotFound, $"There is no model '{model}' any more: it is called '{now}' now.", "model")
            : NoModel(model);
    }

    /// <summary>See <see cref="IRegistryStore.FindRenamedAsync"/>.</summary>
    public static async Task<string?> FindRenamedAsync(Session session, string model)
    {
        if (await HasModelAsync(session, model))
            return null;
        var now = (await NameHistory.ReadAsync(session)).CurrentOf(model);
        return now != model && await HasModelAsync(session, now) ? now : null;
    }

    /// <exception cref="SakerException">There is no such version.</exception>
    public static async Task RequireVersionAsync(Session session, string model, int version)
    {
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM model_versions WHERE model = @model AND version = @version AND is_deleted = 0", new { model, version }) > 0)
            return;
        await RequireModelAsync(session, model);
        throw NoVersion(model, version, await session.ScalarAsync<int?>("SELECT MAX(version) FROM model_versions WHERE model = @model AND is_deleted = 0", new { model }));
    }

    public static Task TouchModelAsync(Session session, string model, long now) =>
        session.ExecuteAsync("UPDATE models SET updated_at = @now WHERE name = @model", new { model, now });

    private static async Task<bool> HasModelAsync(Session session, string model) =>
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM models WHERE name = @model", new { model }) > 0;

    public static SakerException NoModel(string model) => new(ErrorKind.NotFound, $"There is no model '{model}'.", "model");

    public static SakerException NoVersion(string model, int version, int? newest) => new(
        ErrorKind.NotFound,
        newest is null ? $"Model '{model}' has no version {version}, nor any other." : $"Model '{model}' has no version {version}; the newest is {newest}.",
        "version");

    public static void ThrowIfAny(List<Problem> problems, string summary)
    {
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, summary, problems);
    }
}
