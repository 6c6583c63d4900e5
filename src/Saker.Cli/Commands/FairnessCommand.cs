using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform;
using Saker.Platform.Serving;

namespace Saker.Cli.Commands;

/// <summary><c>saker fairness [MODEL]</c>: how groups of people fare. Ends with 0 within the limits, 1 outside of one, 2 when that cannot be told.</summary>
internal static class FairnessCommand
{
    private const int Outside = 1;
    private const int NotTold = 2;

    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "A registered version, such as churn@champion or churn/3. Without one, and without --predictions, the labels of the data are looked at.", Arity = ArgumentArity.ZeroOrOne };
        var options = new FairnessOptions();
        var source = new SourceOptions();
        var home = CommonOptions.Home();
        var backends = new BackendFlags();
        var command = new Command("fairness", "Tell how groups of people fare under a model's labels: exit code 0 within the limits, 1 outside of one, 2 when it cannot be told.") { model, home };
        options.AddTo(command);
        source.AddOptionsTo(command);
        backends.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var plan = await options.PlanAsync(parsed, cancellationToken);
            var rows = await source.Open(parsed, options.DataOf(parsed)).ReadAllAsync(cancellationToken);
            var report = parsed.GetValue(model) is { } reference
                ? await OfModelAsync(reference, rows, options.TargetOf(parsed), plan, () => SakerPlatform.OpenAsync(CommandAction.HomeOf(parsed, home), backends.Read(parsed).Configure, cancellationToken), cancellationToken)
                : await OfDataAsync(parsed, options, rows, plan, cancellationToken);
            output.Write(report, console => FairnessText.Show(console, report));
            return !report.Passed ? Outside : report.ListUnjudged().Count > 0 ? NotTold : 0;
        }, failure: NotTold);
        return command;
    }

    private static async Task<FairnessReport> OfModelAsync(string reference, Table rows, string target, FairnessPlan plan, Func<Task<SakerPlatform>> open, CancellationToken cancellationToken)
    {
        await using var platform = await open();
        var version = await platform.Registry.ResolveAsync(reference, cancellationToken);
        return await platform.VersionJudge.FairnessAsync(version, rows, target, plan, cancellationToken);
    }

    private static async Task<FairnessReport> OfDataAsync(ParseResult parsed, FairnessOptions options, Table rows, FairnessPlan plan, CancellationToken cancellationToken)
    {
        var labelled = LabelledRows.Read(rows, options.TargetOf(parsed), options.PositiveOf(parsed));
        if (options.PredictionsOf(parsed) is not { } file)
            return FairnessAudit.OfLabels(plan, labelled);
        var said = await ReadSaidAsync(file, labelled, options.ThresholdOf(parsed), cancellationToken);
        return FairnessAudit.OfPredictions(plan, labelled, said);
    }

    /// <summary>The labels of a file of predictions, as <c>saker predict --output</c> writes them; of one that has probabilities only, by the threshold.</summary>
    private static async Task<float[]> ReadSaidAsync(string file, LabelledRows labelled, double threshold, CancellationToken cancellationToken)
    {
        var predictions = await DataSources.Open(file).ReadAllAsync(cancellationToken);
        if (predictions.RowCount != labelled.RowCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{file} has {predictions.RowCount} rows and the data have {labelled.RowCount}; there must be one prediction a row, in order.", "--predictions");
        if (predictions.Find(ModelGraph.LabelName) is not null)
            return LabelledRows.Read(predictions, ModelGraph.LabelName, labelled.Labels).Target;
        if (predictions.Find(ModelGraph.ProbabilityName) is not { } probability || !probability.Type.IsNumeric() || probability.NullCount > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{file} must have a column 'label', or a column 'probability' with a number in every row.", "--predictions");
        var probabilities = probability.ToFloat64();
        if (Array.FindIndex(probabilities, value => value is not (>= 0 and <= 1)) is >= 0 and var row)
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A probability must be between 0 and 1; row {row + 1} of {file} has {probabilities[row]}."), "--predictions");
        return [.. probabilities.Select(value => value >= threshold ? 1f : 0f)];
    }
}
