using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Changes models as a whole. Every method within a write.</summary>
internal sealed class ModelWriter(IDeployments deployments, IEnumerable<IRenameFollower> followers)
{
    private const string VersionColumns =
        """
        version, hash, files_reason, run_id, dataset, code, parent_model, parent_version, created_at, registered_by, description, source, storage_uri, run_link,
        logged_model, stage, stage_override, stage_override_by, stage_override_at, registration_override, status, status_message, is_deleted, major, minor, patch, interface, recipe, scores, pipeline
        """;

    // Those that say which version of the model they are about, or only which model.
    private static readonly string[] Dependents = ["model_tags", "model_version_tags", "aliases", "alias_history", "alias_protections", "alias_requests", "gate_requirements", "gate_verdicts", "gate_candidates"];

    /// <exception cref="SakerException">The name is taken (already exists).</exception>
    public static async Task CreateAsync(Session session, NewModel model, long now)
    {
        var made = await session.ExecuteAsync(
            "INSERT INTO models (name, description, created_at, updated_at) VALUES (@Name, @Description, @now, @now) ON CONFLICT (name) DO NOTHING", new { model.Name, model.Description, now });
        if (made == 0)
            throw Taken(model.Name);
        foreach (var (key, value) in model.Tags)
            await session.ExecuteAsync("INSERT INTO model_tags (model, key, value) VALUES (@Name, @key, @value)", new { model.Name, key, value });
    }

    /// <summary>Moves everything to a new name. The name is the key that all tables share, so the model is copied, what refers to it follows, and the old one goes.</summary>
    public async Task RenameAsync(Session session, string model, string newName, long now)
    {
        await RegistryChecks.RequireModelAsync(session, model);
        if (model == newName)
            return;
        await RequireUnprotectedAsync(session, model, "renamed");
        var names = new { model, newName, now };
        if (await session.ExecuteAsync("INSERT INTO models (name, description, created_at, updated_at) SELECT @newName, description, created_at, @now FROM models WHERE name = @model ON CONFLICT (name) DO NOTHING", names) == 0)
            throw Taken(newName);
        // A semantic version is unique within a model, and for the moment both have it: they are different models.
        await session.ExecuteAsync($"INSERT INTO model_versions (model, updated_at, {VersionColumns}) SELECT @newName, @now, {VersionColumns} FROM model_versions WHERE model = @model", names);
        foreach (var table in Dependents)
            await session.ExecuteAsync($"UPDATE {table} SET model = @newName WHERE model = @model", names);
        await session.ExecuteAsync("UPDATE model_versions SET parent_model = @newName WHERE parent_model = @model", names);
        await deployments.RenamedAsync(session, model, newName);
        foreach (var follower in followers)
            await follower.RenamedAsync(session, model, newName);
        await NameHistory.AddAsync(session, model, newName, now);
        await session.ExecuteAsync("DELETE FROM model_versions WHERE model = @model", names);
        await session.ExecuteAsync("DELETE FROM models WHERE name = @model", names);
    }

    public async Task DeleteAsync(Session session, string model, long now)
    {
        await RegistryChecks.RequireModelAsync(session, model);
        if (await deployments.ListUsersAsync(session, model, null) is { Count: > 0 } users)
            throw new SakerException(ErrorKind.Conflict, $"Model '{model}' cannot be deleted: {string.Join(", ", users)} uses it. Deploy another model there first, or remove it.", "model");
        await RequireUnprotectedAsync(session, model, "deleted");
        await session.ExecuteAsync("DELETE FROM alias_approvals WHERE request_id IN (SELECT id FROM alias_requests WHERE model = @model)", new { model });
        foreach (var table in Dependents)
            await session.ExecuteAsync($"DELETE FROM {table} WHERE model = @model", new { model });
        await session.ExecuteAsync("DELETE FROM model_versions WHERE model = @model", new { model });
        await session.ExecuteAsync("DELETE FROM models WHERE name = @model", new { model });
        await NameHistory.CloseAsync(session, model, now);
    }

    /// <summary>Under a name that is free again anybody could set up what the protection keeps from them, so it stays with its model, whether or not its alias is set.</summary>
    private static async Task RequireUnprotectedAsync(Session session, string model, string act)
    {
        var aliases = await session.QueryAsync<string>("SELECT alias FROM alias_protections WHERE model = @model ORDER BY alias", new { model });
        if (aliases.Count > 0)
            throw new SakerException(ErrorKind.Conflict, $"Model '{model}' cannot be {act}: {model}@{aliases[0]} is protected. An admin ends that with 'saker models unprotect {model} {aliases[0]}'.", "name");
        var gated = await session.QueryAsync<string>("SELECT alias FROM gate_requirements WHERE model = @model ORDER BY alias", new { model });
        if (gated.Count > 0)
        {
            var option = gated[0].Length == 0 ? "" : $" --alias {gated[0]}";
            throw new SakerException(ErrorKind.Conflict, $"Model '{model}' cannot be {act}: {(gated[0].Length == 0 ? "its aliases require" : $"{model}@{gated[0]} requires")} gates. An admin ends that with 'saker models release-gates {model}{option}'.", "name");
        }
    }

    private static SakerException Taken(string model) => new(ErrorKind.AlreadyExists, $"Registered Model (name={model}) already exists.", "name");
}
