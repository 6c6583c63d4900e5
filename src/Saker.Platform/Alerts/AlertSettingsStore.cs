using Saker.Data;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>Remembers rules, receivers, silences and the policy of alerts. Thread-safe, and safe between processes.</summary>
public sealed class AlertSettingsStore
{
    private readonly Database _database;
    private readonly SignalReader _signals;
    private readonly ReceiverSecrets _secrets;
    private readonly AlertOptions _options;
    private readonly HomeOptions _home;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal AlertSettingsStore(Database database, SignalReader signals, ReceiverSecrets secrets, AlertOptions options, HomeOptions home, Ids ids, TimeProvider time) =>
        (_database, _signals, _secrets, _options, _home, _ids, _time) = (database, signals, secrets, options, home, ids, time);

    /// <summary>The signals that rules can judge.</summary>
    public IReadOnlyList<SignalDefinition> Signals => _signals.Definitions;

    public Task<AlertPolicy> GetPolicyAsync(CancellationToken cancellationToken) => _database.ReadAsync(SettingRows.PolicyAsync, cancellationToken);

    /// <summary>All rules by name, those that come with Saker among them.</summary>
    public Task<IReadOnlyList<AlertRule>> ListRulesAsync(CancellationToken cancellationToken) => _database.ReadAsync(session => SettingRows.RulesAsync(session, Signals), cancellationToken);

    /// <summary>All receivers by name, without their secrets.</summary>
    public Task<IReadOnlyList<Receiver>> ListReceiversAsync(CancellationToken cancellationToken) => _database.ReadAsync(SettingRows.ReceiversAsync, cancellationToken);

    /// <summary>Silences that are not over.</summary>
    public Task<IReadOnlyList<Silence>> ListSilencesAsync(CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<Silence>>(
        async session => [.. (await SettingRows.SilencesAsync(session)).Where(silence => silence.EndsAt is not { } end || end > _time.GetUtcNow())], cancellationToken);

    /// <summary>Reads a file of alerts and checks it, without writing anything.</summary>
    /// <exception cref="SakerException">It holds what is not understood; all problems are told, with their lines.</exception>
    public AlertFile Parse(string text) => AlertFile.Parse(text, Signals, _time.GetUtcNow());

    /// <summary>Writes what a file holds: all of it or nothing. What has the name of one that is there takes its place.</summary>
    /// <param name="file">What to write.</param>
    /// <param name="by">Who does it; null for the user of this process.</param>
    /// <param name="prune">Whether to remove rules, receivers and silences of files that are not in this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">A rule names a receiver that there is not, or there would be more than are allowed (all problems are named).</exception>
    public Task ApplyAsync(AlertFile file, string? by, bool prune, CancellationToken cancellationToken) => ApplyAsync(file, by, prune, isNew: false, cancellationToken);

    /// <summary>As <see cref="ApplyAsync(AlertFile, string?, bool, CancellationToken)"/>, where no receiver of the file may be there yet.</summary>
    /// <exception cref="SakerException">One has the name of one that is there (conflict), or as there.</exception>
    public Task AddAsync(AlertFile file, string? by, CancellationToken cancellationToken) => ApplyAsync(file, by, prune: false, isNew: true, cancellationToken);

    /// <summary>Says what <see cref="ApplyAsync(AlertFile, string?, bool, CancellationToken)"/> would refuse, and changes nothing.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="prune">Whether what is not in the file would be removed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">A rule names a receiver that there is not, a secret is to be kept that is not there (invalid input), or there would be too many (limit exceeded).</exception>
    public async Task CheckAsync(AlertFile file, bool prune, CancellationToken cancellationToken) =>
        Check(file, await _database.ReadAsync(session => SettingRows.LoadAsync(session, Signals), cancellationToken), prune);

    private Task ApplyAsync(AlertFile file, string? by, bool prune, bool isNew, CancellationToken cancellationToken) => _database.WriteAsync(
        async session =>
        {
            var before = await SettingRows.LoadAsync(session, Signals);
            if (isNew && file.Receivers.FirstOrDefault(receiver => before.Receivers.Any(known => known.Name == receiver.Name)) is { } twice)
                throw new SakerException(ErrorKind.Conflict, "The receiver was not added.", [new Problem("name", $"there is a receiver '{twice.Name}' already; give another name, or change that one.")]);
            Check(file, before, prune);
            if (prune)
                await PruneAsync(session, file, before);
            var at = Now();
            var who = by ?? _home.Actor;
            if (file.Policy is { } policy)
                await session.ExecuteAsync(
                    "INSERT INTO alert_policy (id, body, changed_by, changed_at) VALUES (1, @body, @who, @at) ON CONFLICT (id) DO UPDATE SET body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
                    new { body = SettingRows.Write(policy.ToValues()), who, at });
            foreach (var rule in file.Rules)
                await session.ExecuteAsync(
                    "INSERT INTO alert_rules (name, body, changed_by, changed_at) VALUES (@Name, @body, @who, @at) ON CONFLICT (name) DO UPDATE SET body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
                    new { rule.Name, body = SettingRows.Write(rule.Body), who, at });
            foreach (var receiver in file.Receivers)
                await WriteAsync(session, receiver, who, at);
            foreach (var silence in file.Silences)
                await WriteAsync(session, silence, who, at);
        },
        cancellationToken);

    /// <summary>Adds a silence.</summary>
    /// <param name="values">As in a file of alerts.</param>
    /// <param name="by">Who does it; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">What is written is not possible; all problems are named.</exception>
    public Task<Silence> AddSilenceAsync(IReadOnlyDictionary<string, object?> values, string? by, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var silence = Silence.Read(new Data.Settings(values, "", problems), _time.GetUtcNow());
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The silence is not possible:", problems);
        silence = silence with { Id = _ids.NewUlid(), CreatedBy = by ?? _home.Actor, CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(Now()) };
        return _database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM alert_silences WHERE ends_at < @before", new { before = Now() - (long)_options.Retention.TotalMilliseconds });
                RequireRoom("silences", (await SettingRows.SilencesAsync(session)).Count + 1);
                await WriteAsync(session, silence, silence.CreatedBy, Now());
                return silence;
            },
            cancellationToken);
    }

    /// <summary>As the other, from YAML or JSON.</summary>
    /// <exception cref="SakerException">The text is neither, or what is written is not possible; all problems are named.</exception>
    public Task<Silence> AddSilenceAsync(string text, string? by, CancellationToken cancellationToken) => AddSilenceAsync(YamlText.Parse(text).Values, by, cancellationToken);

    /// <summary>Silences what a rule says of an endpoint.</summary>
    /// <param name="alert">One of the alerts.</param>
    /// <param name="length">For how long, such as <c>2h</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who does it; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">What is written is not possible; all problems are named.</exception>
    public Task<Silence> SilenceAsync(Alert alert, string? length, string? reason, string? by, CancellationToken cancellationToken) => AddSilenceAsync(
        new Dictionary<string, object?>
        {
            ["matchers"] = new List<object?> { $"{AlertLabels.Rule}={alert.Rule}", $"{AlertLabels.Endpoint}={alert.Endpoint}" },
            ["for"] = length,
            ["reason"] = string.IsNullOrWhiteSpace(reason) ? null : reason,
        },
        by,
        cancellationToken);

    /// <summary>Removes a rule that somebody wrote; the one of its name that comes with Saker, if there is one, holds again. Gives whether there was one.</summary>
    public Task<bool> RemoveRuleAsync(string name, CancellationToken cancellationToken) => RemoveAsync("DELETE FROM alert_rules WHERE name = @name", name, cancellationToken);

    /// <summary>Removes a receiver; what waits for it becomes a dead letter. Gives whether there was one.</summary>
    public Task<bool> RemoveReceiverAsync(string name, CancellationToken cancellationToken) => _database.WriteAsync(session => RemoveReceiverAsync(session, name), cancellationToken);

    /// <summary>Ends a silence. Gives whether there was one.</summary>
    public Task<bool> RemoveSilenceAsync(string id, CancellationToken cancellationToken) => RemoveAsync("DELETE FROM alert_silences WHERE id = @name", id, cancellationToken);

    internal Task<AlertSettings> LoadAsync(Session session) => SettingRows.LoadAsync(session, Signals);

    private Task<bool> RemoveAsync(string sql, string name, CancellationToken cancellationToken) =>
        _database.WriteAsync(async session => await session.ExecuteAsync(sql, new { name }) > 0, cancellationToken);

    private void Check(AlertFile file, AlertSettings before, bool prune)
    {
        List<Problem> problems = [];
        var receivers = (prune ? [] : before.Receivers.Select(receiver => receiver.Name)).Concat(file.Receivers.Select(receiver => receiver.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in file.Rules)
            foreach (var name in rule.Receivers.Where(name => !receivers.Contains(name)))
                problems.Add(new Problem($"rule {rule.Name}", $"there is no receiver '{name}'{(receivers.Count == 0 ? ", nor any other; add it to the file" : $"; there are: {string.Join(", ", receivers.Order(StringComparer.Ordinal))}")}."));
        foreach (var receiver in file.Receivers)
        {
            var known = before.Receivers.FirstOrDefault(known => known.Name == receiver.Name && known.Kind == receiver.Kind);
            foreach (var key in ReceiverText.SecretsOf(receiver.Kind).Where(key => receiver.Body.GetValueOrDefault(key) is ReceiverText.Hidden))
                CheckKept(receiver, known, key, problems);
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The alerts cannot be written:", problems);
        RequireRoom("rules", prune ? file.Rules.Count : before.Rules.Where(rule => !rule.IsBuiltIn).Select(rule => rule.Name).Union(file.Rules.Select(rule => rule.Name)).Count());
        RequireRoom("receivers", receivers.Count);
    }

    /// <summary>A stored secret is kept only for who it was written for: else who may write receivers could have it sent anywhere.</summary>
    private static void CheckKept(Receiver receiver, Receiver? known, string key, List<Problem> problems)
    {
        if (known?.Body.GetValueOrDefault(key) is not ReceiverText.Hidden)
            problems.Add(new Problem($"receiver {receiver.Name}", $"its {key} is {ReceiverText.Hidden}, which keeps the one that is stored, and none is; write it, or env:{ReceiverText.VariablePrefix}NAME."));
        else if (ReceiverText.DestinationOf(receiver.Kind).FirstOrDefault(where => ReceiverText.Written(receiver, where) != ReceiverText.Written(known, where)) is { } changed)
            problems.Add(new Problem($"receiver {receiver.Name}", $"its {key} is {ReceiverText.Hidden}, which keeps the one that is stored, but its {changed} is another than the one that it was written for; write the {key} again."));
    }

    private void RequireRoom(string what, int count)
    {
        if (count > _options.MaxSettingCount)
            throw new SakerException(ErrorKind.LimitExceeded, $"There would be {count} {what} of alerts; at most {_options.MaxSettingCount} are allowed. Remove some.", what);
    }

    private async Task WriteAsync(Session session, Receiver receiver, string who, long at)
    {
        var known = await SettingRows.FindReceiverAsync(session, receiver.Name);
        // Only opened where one is kept: those whose key is lost can be written anew.
        var stored = new Lazy<IReadOnlyDictionary<string, string>>(() => _secrets.Open(receiver.Name, known?.Secrets));
        var body = new Dictionary<string, object?>(receiver.Body, StringComparer.Ordinal);
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in ReceiverText.SecretsOf(receiver.Kind))
        {
            if (body.GetValueOrDefault(key) is not string value || ReceiverText.IsVariable(value, out _))
                continue;
            body[key] = ReceiverText.Hidden;
            if (value != ReceiverText.Hidden)
                secrets[key] = value;
            else if (stored.Value.TryGetValue(key, out var kept))
                secrets[key] = kept;
        }
        // One that was set right is tried at once.
        await session.ExecuteAsync(
            """
            INSERT INTO alert_receivers (name, body, secrets, changed_by, changed_at) VALUES (@Name, @body, @secrets, @who, @at)
            ON CONFLICT (name) DO UPDATE SET body = excluded.body, secrets = excluded.secrets, changed_by = excluded.changed_by, changed_at = excluded.changed_at, next_at = 0
            """,
            new { receiver.Name, body = SettingRows.Write(body), secrets = _secrets.Seal(receiver.Name, secrets), who, at });
    }

    private static Task<int> WriteAsync(Session session, Silence silence, string who, long at) => session.ExecuteAsync(
        """
        INSERT INTO alert_silences (id, body, ends_at, created_by, created_at) VALUES (@Id, @body, @ends, @who, @at)
        ON CONFLICT (id) DO UPDATE SET body = excluded.body, ends_at = excluded.ends_at, created_by = excluded.created_by, created_at = excluded.created_at
        """,
        new { silence.Id, body = SettingRows.Write(silence.ToValues()), ends = silence.EndsAt?.ToUnixTimeMilliseconds(), who, at });

    private async Task PruneAsync(Session session, AlertFile file, AlertSettings before)
    {
        foreach (var rule in before.Rules.Where(rule => !rule.IsBuiltIn && file.Rules.All(kept => kept.Name != rule.Name)))
            await session.ExecuteAsync("DELETE FROM alert_rules WHERE name = @Name", new { rule.Name });
        foreach (var receiver in before.Receivers.Where(receiver => file.Receivers.All(kept => kept.Name != receiver.Name)))
            await RemoveReceiverAsync(session, receiver.Name);
    }

    private async Task<bool> RemoveReceiverAsync(Session session, string name)
    {
        await session.ExecuteAsync("UPDATE alert_outbox SET state = 'dead', dead_at = @at, last_error = 'the receiver was removed' WHERE receiver = @name AND state = 'waiting'", new { name, at = Now() });
        await session.ExecuteAsync("DELETE FROM alert_groups WHERE receiver = @name", new { name });
        return await session.ExecuteAsync("DELETE FROM alert_receivers WHERE name = @name", new { name }) > 0;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
