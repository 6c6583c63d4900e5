using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Gates;
using Saker.Platform.Registry;

namespace Saker.Cli.Commands;

/// <summary><c>saker gate CANDIDATE --gates FILE --data FILE</c>: judges a model in any CI. Ends with 0 when every gate was passed, 1 when not, 2 when that cannot be told.</summary>
internal static class GateCommand
{
    private const string Name = "gate";
    private const int NotPassed = 1;
    private const int NotTold = 2;

    public static Command Create()
    {
        var candidate = new Argument<string>("candidate") { Description = "What is judged: a model folder, a registered version (churn/3, churn@champion), or a run's model (runs:/ID/model)." };
        var gates = new Option<string>("--gates") { Description = "The gates: a file of their own, or a pipeline file.", Required = true };
        var champion = new Option<string?>("--champion") { Description = "What the gate 'champion' compares with: a model folder or a registered version. Default: where the gate's alias of the candidate's model points." };
        var future = new Option<string?>("--for") { Description = "The registered model whose next version a folder, a run's model or another model's version is to be: the verdict becomes that of the version registered with the same files." };
        var noRecord = new Option<bool>("--no-record") { Description = "Do not keep the verdict with the registered version." };
        var data = new GateData();
        var files = new GateReportFiles();
        var home = CommonOptions.Home();
        var backends = new BackendFlags();
        var command = new Command(Name, "Judge a model by gates: exit code 0 when it passes all, 1 when it does not, 2 when that cannot be told.") { candidate, gates, champion, future, noRecord, home };
        data.AddTo(command);
        files.AddTo(command);
        backends.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            await using var opening = new LazyPlatform(() => SakerPlatform.OpenAsync(CommandAction.HomeOf(parsed, home), backends.Read(parsed).Configure, cancellationToken));
            if (parsed.GetValue(future) is not null && parsed.GetValue(noRecord))
                throw new SakerException(ErrorKind.InvalidInput, "--for keeps the verdict and --no-record does not; give one of them.", "--for");
            var file = await GateInput.LoadAsync(parsed.GetValue(gates)!, cancellationToken);
            using var subject = await GateSubject.OpenAsync(parsed.GetValue(candidate)!, opening, cancellationToken);
            var (rows, origin, dataset) = await data.ReadAsync(parsed, file, subject.Candidate, opening, cancellationToken);
            file.Suite.RequireAskable(rows);
            var note = subject.Version is { } judged ? await (await opening.GetAsync()).LearnedRows.FindAsync(judged, rows.Rows, cancellationToken) : null;
            var evidence = new GateEvidence { Candidate = subject.Candidate, Rows = rows, Data = origin, Dataset = dataset, Notes = note is null ? [] : [note], FindChampionAsync = (alias, token) => subject.FindChampionAsync(parsed.GetValue(champion), parsed.GetValue(future), alias, opening, token) };
            var report = await file.Suite.JudgeAsync(evidence, TimeProvider.System, cancellationToken);
            if (subject.Version is { } version && !parsed.GetValue(noRecord))
                await RecordAsync(await opening.GetAsync(), version, report, cancellationToken);
            if (parsed.GetValue(future) is { } model)
                await RecordAsync(await opening.GetAsync(), model, subject, report, cancellationToken);
            await files.WriteAsync(parsed, report, cancellationToken);
            output.Write(report, console => GateTable.Write(console, report));
            return report.Passed ? 0 : NotPassed;
        }, failure: NotTold);
        return command;
    }

    /// <summary>What the program ends with: a command line that cannot be understood tells nothing of the model.</summary>
    public static int ExitCode(ParseResult parsed, int exitCode) => exitCode != 0 && parsed.Errors.Count > 0 && parsed.CommandResult.Command.Name == Name ? NotTold : exitCode;

    private static async Task RecordAsync(SakerPlatform platform, string model, GateSubject subject, GateReport report, CancellationToken cancellationToken)
    {
        if (subject.Version is { } version && version.Model == model)
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} is registered already; leave --for out, the verdict is kept with it.", "--for");
        await platform.Verdicts.AddCandidateAsync(model, subject.Candidate.Hash, report.ToVerdict(), by: null, cancellationToken);
        await LocalAct.NoteAsync(platform, AuditActs.GatesJudged, $"{subject.Candidate.Reference} for {model}", AuditDetails.Judged(report.Passed, report.Failed));
    }

    private static async Task RecordAsync(SakerPlatform platform, ModelVersion version, GateReport report, CancellationToken cancellationToken)
    {
        await platform.Verdicts.AddAsync(version.Model, version.Version, report.ToVerdict(), by: null, cancellationToken);
        await LocalAct.NoteAsync(platform, AuditActs.GatesJudged, version.Reference, AuditDetails.Judged(report.Passed, report.Failed));
    }
}
