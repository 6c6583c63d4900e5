using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Pictures;
using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>What a card says of the columns that a model goes by.</summary>
internal static class CardImportance
{
    private const string InFolder = "importance.json";
    private const string PicturePath = "explanation/importance.svg";
    private const int MaxBytes = 4 << 20;
    private const int MaxShown = 30;

    /// <summary>The report that lies in the model folder, else that of the run; null where there is neither, or it is not ours.</summary>
    public static async Task<ImportanceReport?> FindAsync(ModelVersion version, Run? run, RunReports reports, CancellationToken cancellationToken)
    {
        if (version.Folder is { } folder && new FileInfo(Path.Combine(folder, InFolder)) is { Exists: true, Length: <= MaxBytes } file
            && Parse(await File.ReadAllTextAsync(file.FullName, Encoding.UTF8, cancellationToken)) is { } found)
            return found;
        return run is null ? null : await reports.FindImportanceAsync(run, cancellationToken);
    }

    public static void AppendTo(MarkdownWriter card, ImportanceReport report)
    {
        card.Heading(2, "What it goes by");
        var unit = MarkdownWriter.Plain(report.Unit.Replace('_', ' '));
        var rows = report.RowCount.ToString(CultureInfo.InvariantCulture);
        card.Line(report.Kind == ShapImportance.Kind
            ? $"The mean size of what each column adds to an answer, in {unit}, over {rows} held-out rows{(report.Method is { } method ? $"; computed by {MarkdownWriter.Plain(method)}" : "")}."
            : $"What {unit} loses over {rows} held-out rows when the column is shuffled.").Line("");
        card.Table(["column", "importance", "interval"], report.Columns.Take(MaxShown).Select(column => (IReadOnlyList<string>)
            [column.Column, Number(column.Value), column.Interval.IsKnown ? $"{Number(column.Interval.Low)} to {Number(column.Interval.High)}" : "-"]));
        if (report.Columns.Count > MaxShown)
            card.Line("").Line($"{(report.Columns.Count - MaxShown).ToString(CultureInfo.InvariantCulture)} more columns count for less.");
        foreach (var note in report.Notes.Take(MaxShown))
            card.Item(MarkdownWriter.Plain(note));
    }

    /// <summary>The pictures of the run, with one of the report where the run has none, or is gone.</summary>
    public static IReadOnlyList<CardPicture> AddTo(IReadOnlyList<CardPicture> pictures, ImportanceReport? report) =>
        report is null || pictures.Any(picture => picture.Path == PicturePath)
            ? pictures
            : [.. pictures, new CardPicture(PicturePath, Encoding.UTF8.GetBytes(ImportancePicture.Draw(
                $"Importance in {report.Unit.Replace('_', ' ')}", [.. report.Columns.Select(column => KeyValuePair.Create(column.Column, column.Value))])))];

    private static ImportanceReport? Parse(string json)
    {
        try
        {
            return ImportanceReport.FromJson(json);
        }
        catch (SakerException)
        {
            // Whoever made the model folder may have written anything.
            return null;
        }
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
