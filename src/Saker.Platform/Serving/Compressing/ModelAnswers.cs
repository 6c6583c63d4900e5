using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Judges the answers of a graph to rows: classes, told by name or by the largest of several numbers, or numbers.</summary>
/// <param name="rows">The rows.</param>
/// <param name="target">Their answers.</param>
/// <param name="output">The output to judge; what is called label, else the first, where null.</param>
/// <param name="every">Of how many rows of the file each of these is the last: by that errors name rows.</param>
internal sealed class ModelAnswers(Table rows, Column target, string? output = null, int every = 1)
{
    private const string Answer = "answer";
    private const string Prediction = "prediction";
    private const int BatchSize = 256;

    // Of how many classes the answers were found to be places.
    private long? _places;

    /// <summary>What was measured; accuracy and R squared are among it.</summary>
    public EvaluationReport Judge(OnnxModel model, CancellationToken cancellationToken)
    {
        RequireWhole();
        using var session = new OnnxSession(model);
        var (classes, numbers) = (new List<string>(), new List<double>());
        foreach (var (inputs, count) in ModelRows.Batches(rows, model.Inputs, target.Name, BatchSize))
        {
            var given = Answers(session, inputs, cancellationToken);
            if (Classes(given) is { } told)
                classes.AddRange(told.Take(count));
            else
                numbers.AddRange(Numbers(given).Take(count));
        }
        var isOfClasses = classes.Count > 0;
        Column prediction = isOfClasses ? Column.Of<string>(Prediction, classes.ToArray()) : Column.OfNumbers(Prediction, numbers.ToArray());
        Column answer = isOfClasses ? Column.Of<string>(Answer, Names()) : Column.OfNumbers(Answer, Truth());
        var columns = new PredictionColumns { Task = isOfClasses ? ScoreTask.Multiclass : ScoreTask.Regression, Target = Answer, Prediction = Prediction };
        return columns.Judge(new Table([answer, prediction]), new EvaluationPlan(), cancellationToken);
    }

    /// <summary>The score by which models are compared: larger is better.</summary>
    public static MeasuredScore ScoreOf(EvaluationReport report) => report.Find(report.Task == ScoreTask.Regression ? "r2" : "accuracy")!;

    private Tensor Answers(OnnxSession session, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken)
    {
        var outputs = session.Outputs.Zip(session.Run(inputs, cancellationToken)).ToArray();
        var given = outputs.FirstOrDefault(own => own.First.Name == (output ?? ModelGraph.LabelName)).Second ?? outputs[0].Second;
        if (given is { Type: ElementType.Float32, Shape: [_, > 1] })
            RequirePlaces(given.Shape[1]);
        return given;
    }

    // Else both models would be equally wrong, and no loss be seen.
    private void RequirePlaces(long count)
    {
        if (count == _places)
            return;
        var names = Names();
        if (Array.FindIndex(names, name => !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place >= count) is >= 0 and var odd)
            throw new SakerException(ErrorKind.InvalidInput, $"The model tells classes by their places, 0 to {count - 1}, and the target '{target.Name}' has '{names[odd]}' in row {RowOf(odd)}. Give the places as the target.", "target");
        _places = count;
    }

    // Several numbers a row are those of classes, by their places.
    private static string[]? Classes(Tensor given) => given switch
    {
        { Type: ElementType.Text } => given.Span<string>().ToArray(),
        { Type: ElementType.Int64 } => Array.ConvertAll(given.Span<long>().ToArray(), value => value.ToString(CultureInfo.InvariantCulture)),
        { Type: ElementType.Float32, Shape: [_, > 1] } => [.. given.Span<float>().ToArray().Chunk((int)given.Shape[1]).Select(row => Array.IndexOf(row, row.Max()).ToString(CultureInfo.InvariantCulture))],
        _ => null,
    };

    private static double[] Numbers(Tensor given) => given.Type switch
    {
        ElementType.Float32 => Array.ConvertAll(given.Span<float>().ToArray(), value => (double)value),
        ElementType.Float64 => given.Span<double>().ToArray(),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"The model gives {given.Type}, which is not judged: classes or numbers are.", "model"),
    };

    // Counted from 1, as in the file.
    private long RowOf(int row) => (row + 1L) * every;

    private void RequireWhole()
    {
        if (Enumerable.Range(0, target.Length).FirstOrDefault(target.IsNull, -1) is >= 0 and var row)
            throw new SakerException(ErrorKind.InvalidInput, $"The target '{target.Name}' has no value in row {RowOf(row)}: fill it in, or leave the row out.", "target");
    }

    private double[] Truth() => target.Type.IsNumeric()
        ? target.ToFloat64()
        : throw new SakerException(ErrorKind.InvalidInput, $"The model gives numbers, and the target '{target.Name}' is {target.Type.Name()}.", "target");

    private string[] Names() => target is Column<string> texts
        ? texts.Values.ToArray()
        : target.Type.IsNumeric()
            ? Array.ConvertAll(target.ToFloat64(), value => value.ToString("R", CultureInfo.InvariantCulture))
            : throw new SakerException(ErrorKind.InvalidInput, $"The model gives classes, and the target '{target.Name}' is {target.Type.Name()}.", "target");
}
