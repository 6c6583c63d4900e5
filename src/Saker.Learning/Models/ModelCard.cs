using System.Globalization;
using System.Text;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Writes the page that tells people what a model is, what it was measured to do, and what nobody has measured.</summary>
public static class ModelCard
{
    private const int MaxCategoriesShown = 8;

    /// <returns>Markdown. The same facts give the same text.</returns>
    public static string Write(ModelCardFacts facts)
    {
        var card = new StringBuilder();
        Line(card, $"# {Plain(facts.Name)}");
        Line(card, "");
        Line(card, $"{Plain(facts.Trainer)} that predicts whether **{Plain(facts.Target)}** is '{Plain(facts.Labels.Positive)}' rather than '{Plain(facts.Labels.Negative)}'.");
        Line(card, $"A row is labelled '{Plain(facts.Labels.Positive)}' when its probability is at least {Show(facts.Threshold)}.");
        Line(card, "");
        Line(card, "## Data");
        Line(card, "");
        Line(card, $"Dataset {Plain(facts.Dataset)}, version `{facts.DatasetHash}`: trained on {facts.TrainingRowCount} rows, measured on {facts.TestRowCount} rows that training did not see.");
        Line(card, "");
        Line(card, "## Scores on the held-out rows");
        Line(card, "");
        Line(card, "| score | value |");
        Line(card, "|---|---|");
        foreach (var (name, value) in facts.Scores)
            Line(card, $"| {Plain(name)} | {value.ToString("0.####", CultureInfo.InvariantCulture)} |");
        AppendColumns(card, facts.Signature);
        AppendLimits(card, facts);
        return card.ToString();
    }

    private static void AppendColumns(StringBuilder card, Signature signature)
    {
        Line(card, "");
        Line(card, "## Columns that it takes");
        Line(card, "");
        Line(card, "| column | type | seen in training |");
        Line(card, "|---|---|---|");
        foreach (var column in signature.Inputs)
            Line(card, $"| {Plain(column.Name)} | {column.Type.Name()} | {Plain(Seen(column))} |");
    }

    private static void AppendLimits(StringBuilder card, ModelCardFacts facts)
    {
        Line(card, "");
        Line(card, "## Limits");
        Line(card, "");
        Line(card, "- The scores hold for rows like those of the dataset; on other rows nothing is known.");
        Line(card, "- Differences between groups of people were not measured here.");
        Line(card, "- A prediction is a correlation in the training rows, and says nothing about causes.");
        foreach (var warning in facts.Warnings)
            Line(card, $"- Said by the fit: {Plain(warning)}");
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

    private static string Show(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    // A name from data may not change the page: no line breaks, and what Markdown or HTML would read is escaped.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '|' or '<' or '>' or '*' or '_' or '`' or '[' or ']' or '#' or '&')
                plain.Append('\\');
            plain.Append(char.IsControl(character) ? ' ' : character);
        }
        return plain.ToString();
    }

    private static void Line(StringBuilder card, string line) => card.Append(line).Append('\n');
}
