using System.Globalization;
using Saker.Learning.Scores;

namespace Saker.Learning.Pictures;

/// <summary>Draws an evaluation: what its task has curves and counts for.</summary>
public static class EvaluationPictures
{
    /// <summary>The pictures by file name, as SVG, in the order to show them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(EvaluationReport report)
    {
        var pictures = new (string Name, string? Svg)[]
        {
            ("roc.svg", report.FindCurve("roc") is { } roc ? Roc(report, roc) : ByClass(report, "roc:") is { Count: > 0 } rocs ? Rocs(report, rocs) : null),
            ("precision-recall.svg", report.FindCurve("pr") is { } pr ? PrecisionRecall(report, pr) : ByClass(report, "pr:") is { Count: > 0 } prs ? PrecisionRecalls(report, prs) : null),
            ("calibration.svg", report.Calibration is { } calibration ? Reliability(report.Task, calibration, report.Uncalibrated) : null),
            ("confusion.svg", report.Confusion is { } confusion ? ConfusionPicture.Draw(confusion) : null),
            ("lift.svg", report.FindCurve("lift") is { } lift ? Lift(lift) : null),
            ("residuals.svg", report.FindCurve("residuals") is { } residuals ? Residuals(residuals) : null),
            ("learning-curve.svg", report.LearningCurve.Count > 1 ? Learning(report) : null),
        };
        return [.. pictures.Where(picture => picture.Svg is not null).Select(picture => new KeyValuePair<string, string>(picture.Name, picture.Svg!))];
    }

    /// <summary>The same without colours of their own, for a page that holds them within itself and has rules for their classes.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> WithoutStyle(EvaluationReport report) =>
        [.. Of(report).Select(picture => new KeyValuePair<string, string>(picture.Key, picture.Value.Replace(SvgWriter.StyleOf(PictureStyle.Rules), "", StringComparison.Ordinal)))];

    // The colours are three; the curve of chance is dashed.
    private static List<Series> ByClass(EvaluationReport report, string start) =>
        [.. report.Curves.Where(curve => curve.Name.StartsWith(start, StringComparison.Ordinal)).Select((curve, place) => new Series(curve.Name[start.Length..], SeriesKind.Line, place % 3, [.. curve.Points()]))];

    private static string Few(EvaluationReport report, List<Series> series) => series.Count < report.Classes.Count ? $" Of {report.Classes.Count} classes those {series.Count} that are told apart least." : "";

    private static string Rocs(EvaluationReport report, List<Series> series) => new Plot(
        "roc", "ROC curves", $"Of each class the share of its rows found against the share of others called so.{Few(report, series)} {Describe(report, "roc_auc_ovr")}",
        new Axis("false positive rate", 0, 1), new Axis("true positive rate", 0, 1), [.. series, new Series("by chance", SeriesKind.Dashed, 2, [new(0, 0), new(1, 1)])]).Draw();

    private static string PrecisionRecalls(EvaluationReport report, List<Series> series) => new Plot(
        "precision-recall", "Precision and recall", $"Of each class the share of right ones among rows called so, against the share of its rows found.{Few(report, series)}",
        new Axis("recall", 0, 1), new Axis("precision", 0, 1), series).Draw();

    private static string Roc(EvaluationReport report, Curve curve) => new Plot(
        "roc", "ROC curve", $"The share of positives found against the share of negatives called positive. {Describe(report, "roc_auc")}",
        new Axis("false positive rate", 0, 1), new Axis("true positive rate", 0, 1),
        [new Series("model", SeriesKind.Line, 0, [.. curve.Points()]), new Series("by chance", SeriesKind.Dashed, 2, [new(0, 0), new(1, 1)])]).Draw();

    private static string PrecisionRecall(EvaluationReport report, Curve curve)
    {
        var rows = report.Classes.Sum(own => own.RowCount);
        var share = rows == 0 ? 0 : (double)report.Classes[^1].RowCount / rows;
        return new Plot(
            "precision-recall", "Precision and recall", $"The share of right ones among rows called positive, against the share of positives found. {Describe(report, "pr_auc")}",
            new Axis("recall", 0, 1), new Axis("precision", 0, 1),
            [new Series("model", SeriesKind.Line, 0, [.. curve.Points()]), new Series("share of positives", SeriesKind.Dashed, 2, [new(0, share), new(1, share)])]).Draw();
    }

    private static string Reliability(ScoreTask task, Calibration calibration, Calibration? before)
    {
        var isBinary = task == ScoreTask.Binary;
        List<Series> series = [new("as promised", SeriesKind.Dashed, 2, [new(0, 0), new(1, 1)])];
        if (before is not null)
            series.Add(new Series("before calibration", SeriesKind.Line, 1, Bins(before)));
        series.Add(new Series(before is null ? "model" : "calibrated", SeriesKind.Line, 0, Bins(calibration)));
        series.Add(new Series("", SeriesKind.Dots, 0, Bins(calibration)));
        var error = string.Create(CultureInfo.InvariantCulture, $"Expected calibration error {calibration.ExpectedError:0.0000}{(before is null ? "" : $", before calibration {before.ExpectedError:0.0000}")}.");
        return new Plot(
            "calibration", "Calibration", $"The share of {(isBinary ? "positives" : "right answers")} among rows {(isBinary ? "of about the same probability" : "whose answer is about as probable")}. {error}",
            new Axis("mean probability", 0, 1), new Axis(isBinary ? "share of positives" : "share of right answers", 0, 1), series).Draw();
    }

    private static string Lift(Curve curve) => new Plot(
        "lift", "Lift", $"How many times as many positives are among the rows with the highest probabilities as among all. {LiftAtTenth(curve)}",
        new Axis("share of rows reached", 0, 1), new Axis("lift", 0, Math.Max(1, curve.Y.DefaultIfEmpty(1).Max())),
        [new Series("model", SeriesKind.Line, 0, [.. curve.Points()]), new Series("by chance", SeriesKind.Dashed, 2, [new(0, 1), new(1, 1)])]).Draw();

    private static string Residuals(Curve curve)
    {
        var (x, y) = (curve.X.Where(double.IsFinite).DefaultIfEmpty(0).ToList(), curve.Y.Where(double.IsFinite).DefaultIfEmpty(0).ToList());
        return new Plot(
            "residuals", "Residuals", string.Create(CultureInfo.InvariantCulture, $"What predictions are short of the answers, from {y.Min():0.####} to {y.Max():0.####}, for predictions from {x.Min():0.####} to {x.Max():0.####}."),
            new Axis("prediction", x.Min(), x.Max()), new Axis("answer less prediction", Math.Min(0, y.Min()), Math.Max(0, y.Max())),
            [new Series("rows", SeriesKind.Dots, 0, [.. curve.Points()]), new Series("no error", SeriesKind.Dashed, 2, [new(x.Min(), 0), new(x.Max(), 0)])]).Draw();
    }

    private static string Learning(EvaluationReport report)
    {
        var points = report.LearningCurve;
        var scores = points.SelectMany(point => new[] { point.TrainingScore, point.Score - point.StandardDeviation, point.Score + point.StandardDeviation }).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var title = report.LearningScore is { } name ? (ScoreCatalogue.Find(name) ?? ScoreCatalogue.Find(report.Task, name))?.Title ?? name : "score";
        return new Plot(
            "learning-curve", "Learning curve", $"{title} by the number of rows learned from: {string.Join("; ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.TrainingRowCount} rows {point.Score:0.0000}")))}.",
            new Axis("training rows", 0, points[^1].TrainingRowCount), new Axis(title, scores.Min(), scores.Max()),
            [
                new Series("", SeriesKind.Area, 0, [.. points.Select(point => new CurvePoint(point.TrainingRowCount, point.Score + point.StandardDeviation)), .. points.Reverse().Select(point => new CurvePoint(point.TrainingRowCount, point.Score - point.StandardDeviation))]),
                new Series("unseen rows", SeriesKind.Line, 0, [.. points.Select(point => new CurvePoint(point.TrainingRowCount, point.Score))]),
                new Series("rows learned from", SeriesKind.Line, 1, [.. points.Select(point => new CurvePoint(point.TrainingRowCount, point.TrainingScore))]),
            ]).Draw();
    }

    private static CurvePoint[] Bins(Calibration calibration) => [.. calibration.Bins.Where(bin => bin.RowCount > 0).Select(bin => new CurvePoint(bin.MeanProbability, bin.PositiveShare))];

    private static string LiftAtTenth(Curve curve) => curve.Points().FirstOrDefault(point => point.X >= 0.1) is { X: > 0 } point
        ? string.Create(CultureInfo.InvariantCulture, $"In the first {point.X:0%} of the rows it is {point.Y:0.00}.")
        : "";

    private static string Describe(EvaluationReport report, string score) => report.Find(score) is { } found && double.IsFinite(found.Value)
        ? string.Create(CultureInfo.InvariantCulture, $"{found.Title} {found.Value:0.0000}{(found.Interval.IsKnown ? $", {found.Interval.Level:0%} interval {found.Interval.Low:0.0000} to {found.Interval.High:0.0000}" : "")}.")
        : "";
}
