using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Changes versions. Every method within a write.</summary>
internal sealed class VersionWriter(ModelFolders folders, AliasMover mover, VerdictWriter verdicts, IDeployments deployments)
{
    /// <summary>Adds the next version, publishes its files and moves its aliases.</summary>
    public async Task<ModelVersion> AddAsync(Session session, VersionEntry entry, long now)
    {
        entry = await NamedNowAsync(session, entry);
        var registration = entry.Registration;
        var model = registration.Model;
        if (!registration.MakesModel)
            await RegistryChecks.RequireModelAsync(session, model);
        await session.ExecuteAsync(
            "INSERT INTO models (name, created_at, updated_at) VALUES (@model, @now, @now) ON CONFLICT (name) DO UPDATE SET updated_at = excluded.updated_at", new { model, now });
        var number = await session.ScalarAsync<int>("SELECT COALESCE(MAX(version), 0) + 1 FROM model_versions WHERE model = @model", new { model });
        await InsertAsync(session, entry, number, now);
        foreach (var (key, value) in registration.Tags)
            await session.ExecuteAsync("INSERT INTO model_version_tags (model, version, key, value) VALUES (@model, @number, @key, @value)", new { model, number, key, value });
        if (registration.Verdict is { } verdict)
            await AddVerdictAsync(session, entry, verdict, number, now);
        if (entry.Staged is { } judged)
            await VerdictWriter.AdoptAsync(session, model, number, judged.Hash);
        if (await GateGuard.RequireRegistrationAsync(session, model, number, registration.Override, entry.By) is { } reason)
            await session.ExecuteAsync("UPDATE model_versions SET registration_override = @reason WHERE model = @model AND version = @number", new { model, number, reason });
        foreach (var alias in registration.Aliases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            await RequireGatesAsync(session, entry, alias, now);
            await mover.MoveOrAskAsync(session, new AliasChange { Model = model, Alias = alias, Version = number, Evidence = "Registered under this alias.", Override = registration.Override }, entry.By);
        }
        if (registration.Registering is { } registering)
            await registering(session, number);
        if (entry.Staged is { } staged)
            await folders.PublishAsync(session, staged);
        return (await new ModelReader(session, folders).FindVersionAsync(model, number))!;
    }

    /// <summary>A version that was made of one of its own model's goes to that model, also where it was renamed since the making began.</summary>
    private static async Task<VersionEntry> NamedNowAsync(Session session, VersionEntry entry)
    {
        var model = entry.Registration.Model;
        if (entry.Registration.Parent is not { } parent || parent.Model != model)
            return entry;
        return await RegistryChecks.FindRenamedAsync(session, model) is { } name ? entry with { Registration = entry.Registration with { Model = name, Parent = parent with { Model = name } } } : entry;
    }

    public static async Task SetStageAsync(Session session, StageChange change, Actor by, long now)
    {
        var (model, version, stage) = (change.Model, change.Version, change.Stage);
        var reason = await GateGuard.RequireAsync(session, change, by);
        if (change.ArchivesOthers)
        {
            await session.ExecuteAsync(
                "UPDATE model_versions SET stage = 'Archived', stage_override = NULL, stage_override_by = NULL, stage_override_at = NULL, updated_at = @now WHERE model = @model AND version <> @version AND stage = @stage AND is_deleted = 0",
                new { model, version, stage = stage.ToString(), now });
        }
        await session.ExecuteAsync(
            """
            UPDATE model_versions SET stage = @stage, stage_override = @reason, stage_override_by = @by, stage_override_at = @at, updated_at = @now
            WHERE model = @model AND version = @version
            """,
            new { model, version, stage = stage.ToString(), reason, by = reason is null ? null : by.Name, at = reason is null ? (long?)null : now, now });
        await RegistryChecks.TouchModelAsync(session, model, now);
    }

    /// <summary>Takes a version away: what it was is forgotten, its number and its place in the alias history stay.</summary>
    public async Task DeleteAsync(Session session, string model, int version, string by, long now)
    {
        await RegistryChecks.RequireVersionAsync(session, model, version);
        if (await deployments.ListUsersAsync(session, model, version) is { Count: > 0 } users)
            throw new SakerException(ErrorKind.Conflict, $"{model}/{version} cannot be deleted: {string.Join(", ", users)} uses it. Deploy another version there first, or remove it.", "version");
        var guarded = await session.QueryAsync<string>(
            "SELECT a.alias FROM aliases a JOIN alias_protections p ON p.model = a.model AND p.alias = a.alias WHERE a.model = @model AND a.version = @version ORDER BY a.alias", new { model, version });
        await GateGuard.RequireUnguardedAsync(session, model, version);
        if (guarded.Count > 0)
            throw new SakerException(ErrorKind.Conflict, $"{model}/{version} cannot be deleted: it is {model}@{guarded[0]}, which is protected. Move the alias first.", "version");
        foreach (var alias in await session.QueryAsync<string>("SELECT alias FROM aliases WHERE model = @model AND version = @version ORDER BY alias", new { model, version }))
            await mover.MoveAsync(session, new AliasChange { Model = model, Alias = alias, Version = null, Evidence = $"Version {version} was deleted." }, by, null, []);
        await session.ExecuteAsync("DELETE FROM model_version_tags WHERE model = @model AND version = @version", new { model, version });
        await session.ExecuteAsync("DELETE FROM gate_verdicts WHERE model = @model AND version = @version", new { model, version });
        await session.ExecuteAsync(
            "UPDATE alias_requests SET state = 'stale', closed_at = @now, reason = @reason WHERE model = @model AND to_version = @version AND state = 'waiting'",
            new { model, version, now, reason = $"Version {version} was deleted." });
        await session.ExecuteAsync(
            """
            UPDATE model_versions SET is_deleted = 1, stage = 'Archived', stage_override = NULL, stage_override_by = NULL, stage_override_at = NULL, hash = '', files_reason = NULL, run_id = NULL, dataset = NULL, code = NULL, description = NULL, source = NULL,
                storage_uri = NULL, run_link = NULL, logged_model = NULL, status_message = NULL, registered_by = NULL, registration_override = NULL, pipeline = NULL, updated_at = @now
            WHERE model = @model AND version = @version
            """,
            new { model, version, now });
        await RegistryChecks.TouchModelAsync(session, model, now);
    }

    /// <summary>A version that did not pass is registered only by somebody who may override, whatever its aliases.</summary>
    private async Task AddVerdictAsync(Session session, VersionEntry entry, NewVerdict verdict, int number, long now)
    {
        var model = entry.Registration.Model;
        var overrideReason = verdict.Passed ? null : entry.Registration.Override;
        if (!verdict.Passed && overrideReason is null)
            throw new SakerException(ErrorKind.Conflict, $"{model} gets no new version: it did not pass {string.Join(", ", verdict.Failed)}.", "gates");
        if (overrideReason is not null && entry.By.Role < Role.Admin)
            throw new SakerException(ErrorKind.Forbidden, $"To register a version whose gates did not pass needs the role 'admin'; '{entry.By.Name}' has the role '{entry.By.Role.Word()}'.", "override");
        await verdicts.AddAsync(session, model, number, verdict, overrideReason, entry.By.Name, now);
    }

    /// <summary>An alias under which judged files are registered asks the same of those that come after: neither less, nor of other answers.</summary>
    private static async Task RequireGatesAsync(Session session, VersionEntry entry, string alias, long now)
    {
        if (entry.Registration is not { RequiredGates: { } gates, Verdict: { } verdict })
            return;
        var requirement = new GateRequirement
        {
            Model = entry.Registration.Model,
            Alias = alias,
            Gates = gates,
            Suite = verdict.Suite,
            Target = verdict.Target,
            Positive = verdict.Positive,
            IsOfPipeline = true,
        };
        await VerdictWriter.RequireIfNewAsync(session, requirement, replaces: verdict.Passed && entry.By.Role >= Role.Admin, entry.By.Name, now);
    }

    private static async Task InsertAsync(Session session, VersionEntry entry, int number, long now)
    {
        var (registration, facts) = (entry.Registration, entry.Facts);
        var recipe = registration.Recipe ?? facts.Recipe;
        var semantic = await SemanticSteps.ChooseAsync(session, registration.Model, registration.Semantic, entry.Interface, recipe);
        await session.ExecuteAsync(
            """
            INSERT INTO model_versions (model, version, hash, files_reason, run_id, dataset, code, parent_model, parent_version, created_at, updated_at, registered_by, description,
                source, storage_uri, run_link, logged_model, major, minor, patch, interface, recipe, scores, pipeline)
            VALUES (@Model, @number, @hash, @FilesReason, @run, @dataset, @code, @parentModel, @parentVersion, @now, @now, @By, @Description,
                @Source, @StorageUri, @RunLink, @LoggedModel, @Major, @Minor, @Patch, @interface, @recipe, @scores, @Pipeline)
            """,
            new
            {
                registration.Model,
                number,
                hash = entry.Staged?.Hash ?? "",
                registration.FilesReason,
                run = registration.Run?.Value,
                dataset = registration.Dataset ?? facts.Dataset,
                code = registration.Code ?? facts.Code,
                parentModel = registration.Parent?.Model,
                parentVersion = registration.Parent?.Version,
                now,
                By = entry.By.Name,
                registration.Description,
                registration.Source,
                registration.StorageUri,
                registration.RunLink,
                registration.LoggedModel,
                registration.Pipeline,
                semantic.Major,
                semantic.Minor,
                semantic.Patch,
                @interface = entry.Interface?.ToJson(),
                recipe,
                scores = VersionScores.Write(facts.Scores),
            });
    }
}
