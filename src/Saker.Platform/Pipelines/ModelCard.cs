using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>The model card: what the model is for, from which data, how good, and what it takes.</summary>
internal static class ModelCard
{
    public static string Write(Pipeline pipeline, CheckedData data, FinalModel final, CrossValidationResult comparison)
    {
        var card = new StringBuilder();
        var best = comparison.Best;
        card.Append(CultureInfo.InvariantCulture, $"# {pipeline.Register?.Model ?? pipeline.Name}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Predicts whether `{pipeline.Target.Column}` is {final.Classes.Positive} or {final.Classes.Negative}. ");
        card.Append(CultureInfo.InvariantCulture, $"{best.Candidate.Trainer.Title}, chosen among {comparison.Candidates.Count} by {comparison.Score.Title} over {best.FoldScores.Count} folds.\n\n");
        WriteData(card, pipeline, data);
        WriteCandidates(card, comparison);
        WriteScores(card, final);
        WriteInputs(card, final.Signature);
        return card.ToString();
    }

    private static void WriteData(StringBuilder card, Pipeline pipeline, CheckedData data)
    {
        card.Append("## Data\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Dataset {data.Dataset.Name}/{data.Dataset.Version}, {data.Dataset.RowCount:N0} rows, content {data.Dataset.Hash}. ");
        card.Append(CultureInfo.InvariantCulture, $"{pipeline.Split.TestShare:P0} were set aside for the test, stratified, seed {pipeline.Split.Seed}.\n\n");
    }

    private static void WriteCandidates(StringBuilder card, CrossValidationResult comparison)
    {
        card.Append(CultureInfo.InvariantCulture, $"## Candidates\n\n| trainer | {comparison.Score.Title} | spread over folds |\n|---|---|---|\n");
        foreach (var candidate in comparison.Candidates)
            card.Append(CultureInfo.InvariantCulture, $"| {candidate.Candidate.Trainer.Title} | {candidate.Mean:0.0000} | {candidate.StandardDeviation:0.0000} |\n");
        card.Append('\n');
    }

    private static void WriteScores(StringBuilder card, FinalModel final)
    {
        var evaluation = final.Evaluation;
        card.Append(CultureInfo.InvariantCulture, $"## Scores on {evaluation.RowCount:N0} rows that training never saw\n\n| score | value |\n|---|---|\n");
        card.Append(CultureInfo.InvariantCulture, $"| ROC AUC | {evaluation.RocAuc.Auc:0.0000} (95% interval {evaluation.RocAuc.Low:0.0000} to {evaluation.RocAuc.High:0.0000}) |\n");
        foreach (var (name, value) in evaluation.ListScores().Where(score => score.Key != "roc_auc"))
            card.Append(CultureInfo.InvariantCulture, $"| {name} | {value:0.0000} |\n");
        var confusion = evaluation.Confusion;
        card.Append(CultureInfo.InvariantCulture, $"\nAt threshold {evaluation.Threshold:0.0000}: {confusion.TruePositives} of {evaluation.PositiveCount} {final.Classes.Positive} found, ");
        card.Append(CultureInfo.InvariantCulture, $"{confusion.FalsePositives} of {evaluation.RowCount - evaluation.PositiveCount} {final.Classes.Negative} wrongly taken for {final.Classes.Positive}.\n\n");
    }

    private static void WriteInputs(StringBuilder card, Signature signature)
    {
        card.Append("## Inputs\n\n| column | type | seen in training | may be missing |\n|---|---|---|---|\n");
        foreach (var input in signature.Inputs)
            card.Append(CultureInfo.InvariantCulture, $"| {Cell(input.Name)} | {input.Type.Name()} | {Cell(Seen(input))} | {(input.Nullable ? "yes" : "no")} |\n");
    }

    private static string Seen(SignatureColumn input)
    {
        const int shown = 8;
        if (input.Categories is { } categories)
            return string.Join(", ", categories.Take(shown)) + (categories.Count > shown ? $", ... ({categories.Count} in all)" : "");
        return input.Min is { } min && input.Max is { } max ? string.Create(CultureInfo.InvariantCulture, $"{min} to {max}") : "any text";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
