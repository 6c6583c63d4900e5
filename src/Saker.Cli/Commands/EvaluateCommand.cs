using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;
using Saker.Platform;
using Saker.Platform.Registry;

namespace Saker.Cli.Commands;

/// <summary><c>saker evaluate MODEL@ALIAS --data FILE --target COLUMN</c> and <c>saker evaluate --predictions FILE --task TASK</c>: scores with intervals.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] s_tasks = [.. Enum.GetNames<ScoreTask>().Select(name => name.ToLowerInvariant())];

    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "A version: churn/3, churn@champion, or churn for the newest. Left out with --predictions.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<string?>("--data") { Description = "The rows to judge the version on: a file, a glob in quotes, a folder or a database." };
        var source = new SourceOptions();
        var predictions = new Option<string?>("--predictions") { Description = "Judge the predictions in this file, of any model." };
        var columns = new PredictionOptions();
        var segments = new Option<string[]>("--segments") { Description = "A column whose values are segments, or 'NAME: CONDITION'. May be given several times.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var find = new Option<bool>("--find") { Description = "Search the segments where the model is worst." };
        var level = new Option<double>("--level") { Description = "Of the intervals, 0.5 to 0.999.", DefaultValueFactory = _ => Interval.DefaultLevel };
        var folder = new Option<string?>("--output", "-o") { Description = "Write report.json and the pictures into this folder." };
        var command = new Command("evaluate", "Judge a registered version, or predictions in a file: scores with intervals, by segment, beside baselines.") { model, data, predictions, segments, find, level, folder };
        source.AddOptionsTo(command);
        columns.AddTo(command, s_tasks);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var plan = Plan(parsed.GetValue(segments)!, parsed.GetValue(find), parsed.GetValue(level));
            var report = (parsed.GetValue(model), parsed.GetValue(predictions)) switch
            {
                (null, { } file) => columns.Read(parsed).Judge(await source.Open(parsed, file).ReadAllAsync(cancellationToken), plan, cancellationToken),
                ({ } reference, null) => await JudgeAsync(platform, reference, await RowsAsync(source, parsed, parsed.GetValue(data), cancellationToken), columns.Read(parsed), plan, cancellationToken),
                _ => throw new SakerException(ErrorKind.InvalidInput, "Name a version to judge, such as churn@champion, or a file of predictions by --predictions; one of both.", "model"),
            };
            if (parsed.GetValue(folder) is { } path)
                await EvaluationFiles.WriteAsync(path, report, cancellationToken);
            output.Write(report, console => EvaluationSummary.Write(console, report));
            return 0;
        });
        return command;
    }

    private static async Task<Saker.Data.Table> RowsAsync(SourceOptions source, ParseResult parsed, string? data, CancellationToken cancellationToken) =>
        await source.Open(parsed, data ?? throw new SakerException(ErrorKind.InvalidInput, "A version is judged on rows: name them by --data.", "--data")).ReadAllAsync(cancellationToken);

    private static async Task<EvaluationReport> JudgeAsync(SakerPlatform platform, string reference, Saker.Data.Table rows, PredictionColumns columns, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        if (columns is { Target: null, Task: not ScoreTask.Clustering })
            throw new SakerException(ErrorKind.InvalidInput, "Name the column with the answers by --target.", "--target");
        var version = await platform.Registry.ResolveAsync(reference, cancellationToken);
        var report = await VersionEvaluator.JudgeAsync(version, rows, columns, plan, cancellationToken);
        return await platform.LearnedRows.NoteAsync(report, version, rows, cancellationToken);
    }

    private static EvaluationPlan Plan(IReadOnlyList<string> segments, bool find, double level)
    {
        if (!(level is >= 0.5 and <= 0.999))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"--level is {level}; give 0.5 to 0.999."), "--level");
        return new EvaluationPlan
        {
            Segments = [.. segments.Select(text => text.Split(": ", 2) is [var name, var where] ? SegmentRequest.Of(name, where) : SegmentRequest.By(text))],
            FindsSegments = find,
            Bootstrap = new Bootstrap { Level = level },
        };
    }
}
