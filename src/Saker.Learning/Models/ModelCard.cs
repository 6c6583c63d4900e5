using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Models;

/// <summary>Writes the page that tells people what a model is, what it was measured to do, and what nobody has measured.</summary>
public static class ModelCard
{
    private const int MaxCategoriesShown = 8;

    /// <returns>Markdown. The same facts give the same text.</returns>
    public static string Write(ModelCardFacts facts)
    {
        var card = new MarkdownWriter();
        card.Heading(1, facts.Name);
        AppendTask(card, facts);
        AppendNotes(card, facts.Notes);
        card.Heading(2, "Data");
        card.Line($"Dataset {Plain(facts.Dataset)} (content `{facts.DatasetHash}`): trained on {facts.TrainingRowCount} rows, measured on {facts.TestRowCount} rows that training did not see.");
        AppendScores(card, facts.Evaluation);
        AppendColumns(card, facts.Signature);
        AppendLimits(card, facts);
        return card.ToString();
    }

    private static void AppendTask(MarkdownWriter card, ModelCardFacts facts)
    {
        if (facts.Labels is not { } labels)
        {
            card.Line(facts.Classes.Count == 0
                ? $"{Plain(facts.Trainer)} that predicts the number **{Plain(facts.Target)}**."
                : $"{Plain(facts.Trainer)} that predicts which of {facts.Classes.Count} classes **{Plain(facts.Target)}** is: {string.Join(", ", facts.Classes.Take(MaxCategoriesShown).Select(name => $"'{Plain(name)}'"))}{(facts.Classes.Count > MaxCategoriesShown ? ", ..." : "")}.");
            if (facts.Classes.Count > 0)
                card.Line("A row is labelled with the most probable class.");
            return;
        }
        var (positive, negative) = (Plain(labels.Positive), Plain(labels.Negative));
        card.Line($"{Plain(facts.Trainer)} that predicts whether **{Plain(facts.Target)}** is '{positive}' rather than '{negative}'.");
        card.Line(facts.ByGroup is { } groups
            ? $"A row is labelled '{positive}' when its probability is at least the threshold of its group of {Plain(groups.Attribute.Name)}: {string.Join("; ", groups.Thresholds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Plain(pair.Key)} {Show(pair.Value)}"))}; any other {Show(groups.Common)}."
            : $"A row is labelled '{positive}' when its probability is at least {Show(facts.Threshold)}.");
    }

    private static void AppendNotes(MarkdownWriter card, CardNotes notes)
    {
        if (notes.Purpose is { } purpose)
            card.Heading(2, "Purpose").Line(Plain(purpose));
        AppendList(card, "Intended use", notes.Uses);
        AppendList(card, "Owners", notes.Owners);
        AppendList(card, "References", notes.References);
    }

    private static void AppendList(MarkdownWriter card, string heading, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        card.Heading(2, heading);
        foreach (var item in items)
            card.Item(Plain(item));
    }

    private static void AppendScores(MarkdownWriter card, EvaluationReport evaluation)
    {
        card.Heading(2, "Scores on the held-out rows");
        var baselines = evaluation.Baselines;
        card.Table(
            ["score", "value", "interval", .. baselines.Select(baseline => baseline.Title)],
            evaluation.Scores.Select(score => (IReadOnlyList<string>)[score.Title, Score(score.Value), Range(score.Interval), .. baselines.Select(baseline => Score(baseline.Find(score.Name)?.Value ?? double.NaN))]));
        if (evaluation.Segments.Count == 0)
            return;
        string[] main = evaluation.Task switch
        {
            ScoreTask.Binary => ["roc_auc", "log_loss", "accuracy", "precision", "recall", "f1"],
            ScoreTask.Multiclass => ["accuracy", "f1_macro", "log_loss"],
            _ => ["rmse", "mae", "bias", "r2"],
        };
        var shown = evaluation.Segments[0].Scores.Where(score => main.Contains(score.Name)).ToList();
        card.Heading(2, "Segments");
        card.Line("The main scores; all of them stand in evaluation.json.").Line("");
        card.Table(
            ["segment", "rows", "", .. shown.Select(score => score.Title)],
            evaluation.Segments.Select(segment => (IReadOnlyList<string>)[segment.Name, segment.RowCount.ToString(CultureInfo.InvariantCulture), segment.IsFound ? "found" : "asked for", .. shown.Select(score => segment.Find(score.Name) is { } own ? $"{Score(own.Value)} {Brackets(own.Interval)}".TrimEnd() : "")]));
    }

    private static void AppendColumns(MarkdownWriter card, Signature signature)
    {
        card.Heading(2, "Columns that it takes");
        card.Table(["column", "type", "seen in training"], signature.Inputs.Select(column => (IReadOnlyList<string>)[column.Name, column.Type.Name(), Seen(column)]));
    }

    private static void AppendLimits(MarkdownWriter card, ModelCardFacts facts)
    {
        card.Heading(2, "Limits");
        foreach (var limit in facts.Notes.Limits)
            card.Item(Plain(limit));
        card.Item("The scores hold for rows like those of the dataset; on other rows nothing is known.");
        card.Item("Unless this card has a section on fairness, differences between groups of people were not measured.");
        card.Item("A prediction is a correlation in the training rows, and says nothing about causes.");
        foreach (var warning in facts.Warnings)
            card.Item($"Said by the fit: {Plain(warning)}");
        foreach (var finding in facts.Evaluation.Findings)
            card.Item(Plain(finding.ToString()));
    }

    private static string Seen(SignatureColumn column)
    {
        var values = column switch
        {
            { Categories: { } categories } => string.Join(", ", categories.Take(MaxCategoriesShown)) + (categories.Count > MaxCategoriesShown ? $" and {categories.Count - MaxCategoriesShown} more" : ""),
            { Min: { } min, Max: { } max } => $"{Show(min)} to {Show(max)}",
            _ => "many texts",
        };
        return column.Nullable ? values + "; may be missing" : values;
    }

    // Of large numbers nobody reads the digits behind the point.
    private static string Score(double value)
    {
        var text = Math.Abs(value) switch
        {
            double.NaN => "-",
            >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.##", CultureInfo.InvariantCulture),
            _ => value.ToString("0.####", CultureInfo.InvariantCulture),
        };
        return text == "-0" ? "0" : text;
    }

    private static string Ends(Interval interval) => double.IsPositiveInfinity(interval.High) ? $"{Score(interval.Low)} or more" : $"{Score(interval.Low)} to {Score(interval.High)}";

    private static string Range(Interval interval) => interval.IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{Ends(interval)} at {interval.Level * 100:0.#}%") : "-";

    private static string Brackets(Interval interval) => interval.IsKnown ? $"({Ends(interval)})" : "";

    private static string Show(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Plain(string text) => MarkdownWriter.Plain(text);
}
