using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Studies;

/// <summary>Changes trials of one study, and their runs with them, within one transaction.</summary>
internal sealed class TrialWriter(Session session, string study, long now)
{
    private const string NextChange = "(SELECT COALESCE(MAX(c.change), 0) + 1 FROM trials c WHERE c.study = @study)";

    public static SakerException NoStudy(string name) => new(ErrorKind.NotFound, $"There is no study '{name}'.", "study");

    /// <returns>Null when somebody else began it first.</returns>
    public async Task<StoredTrial?> BeginAsync(Trial trial, RunId run, string? owner)
    {
        var place = await session.FindAsync<StudyRow>($"SELECT {StudyRow.Columns} FROM studies s WHERE s.name = @study", new { study }) ?? throw NoStudy(study);
        var arguments = new { study, trial.Number, trial.Attempt, before = trial.Attempt - 1, parameters = TrialRow.TextOf(trial.Parameters), run = run.Value, owner, now };
        var changed = trial.Attempt == 1
            ? await session.ExecuteAsync(
                $"""
                INSERT INTO trials (study, number, state, attempt, parameters, run_id, owner, started_at, touched_at, change)
                SELECT @study, @Number, 'running', 1, @parameters, @run, @owner, @now, @now, {NextChange}
                WHERE @Number = (SELECT COUNT(*) FROM trials n WHERE n.study = @study)
                ON CONFLICT (study, number) DO NOTHING
                """,
                arguments)
            : await session.ExecuteAsync(
                $"""
                UPDATE trials SET state = 'running', attempt = @Attempt, reason = NULL, run_id = @run, owner = @owner, started_at = @now, touched_at = @now, ended_at = NULL, change = {NextChange}
                WHERE study = @study AND number = @Number AND state = 'waiting' AND attempt = @before
                """,
                arguments);
        if (changed == 0)
            return null;
        await session.ExecuteAsync("DELETE FROM trial_reports WHERE study = @study AND number = @Number", new { study, trial.Number });
        var stored = place.ToStudy();
        var name = trial.Attempt == 1 ? $"{study} {trial.Number}" : $"{study} {trial.Number}, attempt {trial.Attempt}";
        await RunWrites.StartAsync(session, run, stored.Experiment, name, stored.Run, owner, now);
        await new EntryWriter(session, run).WriteAsync(StudyEntries.Of(study, trial));
        return (await RowAsync(trial.Number)).ToTrial([]);
    }

    /// <exception cref="SakerException">The trial does not run (conflict), or has reported too much (too large).</exception>
    public async Task ReportAsync(int number, TrialReport report, int maxReports)
    {
        var row = await RunningAsync(number);
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM trial_reports WHERE study = @study AND number = @number", new { study, number }) >= maxReports)
            throw new SakerException(ErrorKind.TooLarge, $"Trial {number} of study '{study}' has reported {maxReports} steps, which is the most; report less often.", "step");
        if (await session.ExecuteAsync(
            "INSERT INTO trial_reports (study, number, step, value) VALUES (@study, @number, @Step, @value) ON CONFLICT (study, number, step) DO NOTHING",
            new { study, number, report.Step, value = double.IsNaN(report.Value) ? (double?)null : report.Value }) == 0)
            return;
        await session.ExecuteAsync($"UPDATE trials SET touched_at = @now, change = {NextChange} WHERE study = @study AND number = @number", new { study, number, now });
        await LogAsync(new RunId(row.RunId), StudyMetrics.Report, report.Value, report.Step);
    }

    public async Task EndAsync(Trial trial)
    {
        var row = await RunningAsync(trial.Number);
        var run = new RunId(row.RunId);
        if (trial.Value is { } value)
        {
            await LogBestAsync(trial.Number, value);
            await LogAsync(run, StudyMetrics.Value, value, step: 0);
        }
        await session.ExecuteAsync(
            $"UPDATE trials SET state = @state, value = @Value, reason = @Reason, touched_at = @now, ended_at = @now, change = {NextChange} WHERE study = @study AND number = @Number",
            new { study, trial.Number, state = TrialRow.TextOf(trial.State), trial.Value, trial.Reason, now });
        var tags = new Dictionary<string, string> { ["saker.trial_state"] = TrialRow.TextOf(trial.State) };
        if (trial.Reason is { } reason)
            tags["saker.failure"] = reason.Length <= TrackingLimits.MaxTagLength ? reason : reason[..TrackingLimits.MaxTagLength];
        await new EntryWriter(session, run).WriteAsync(new RunEntries { Tags = tags });
        var status = trial.State switch { TrialState.Failed => RunStatus.Failed, TrialState.Waiting => RunStatus.Killed, _ => RunStatus.Finished };
        await session.ExecuteAsync("UPDATE runs SET status = @status, ended_at = @now WHERE id = @id", new { status = status.ToText(), now, id = run.Value });
    }

    private async Task LogBestAsync(int number, double value)
    {
        var stored = (await session.FindAsync<StudyRow>($"SELECT {StudyRow.Columns} FROM studies s WHERE s.name = @study", new { study }))!.ToStudy();
        var extreme = stored.Settings.Direction == Direction.Maximize ? "MAX" : "MIN";
        var best = await session.ScalarAsync<double?>($"SELECT {extreme}(value) FROM trials WHERE study = @study AND state = 'complete'", new { study });
        if (best is not { } known || (stored.Settings.Direction == Direction.Maximize ? value > known : value < known))
            await LogAsync(stored.Run, StudyMetrics.Best, value, number);
    }

    private Task LogAsync(RunId run, string key, double value, long step) =>
        new EntryWriter(session, run).WriteAsync(new RunEntries { Metrics = [new Metric(key, value, step, DateTimeOffset.FromUnixTimeMilliseconds(now))] });

    private async Task<TrialRow> RunningAsync(int number)
    {
        var row = await session.FindAsync<TrialRow>($"SELECT {TrialRow.Columns} FROM trials WHERE study = @study AND number = @number", new { study, number });
        if (row is null)
        {
            throw await session.ScalarAsync<string>("SELECT name FROM studies WHERE name = @study", new { study }) is null
                ? NoStudy(study)
                : new SakerException(ErrorKind.NotFound, $"Study '{study}' has no trial {number}.", "trial");
        }
        return row.State == TrialRow.TextOf(TrialState.Running) ? row : throw new SakerException(ErrorKind.Conflict, $"Trial {number} of study '{study}' does not run: it is {row.State}.", "trial");
    }

    private async Task<TrialRow> RowAsync(int number) =>
        (await session.FindAsync<TrialRow>($"SELECT {TrialRow.Columns} FROM trials WHERE study = @study AND number = @number", new { study, number }))!;
}
