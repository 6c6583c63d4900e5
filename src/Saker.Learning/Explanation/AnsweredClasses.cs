using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation;

/// <summary>Explains of several classes the one that each row is answered. An explainer of a class is made when the first row of it comes. Thread-safe.</summary>
/// <param name="model">What gives the answers.</param>
/// <param name="classes">Their names, in the order of the probabilities.</param>
/// <param name="create">Makes the explainer of a class.</param>
internal sealed class AnsweredClasses(IModel model, IReadOnlyList<string> classes, Func<int, ModelExplainer> create) : IDisposable
{
    private const string Note = "Explained is the class that each row is answered.";

    private readonly Lazy<ModelExplainer>[] _explainers = [.. Enumerable.Range(0, classes.Count).Select(place => new Lazy<ModelExplainer>(() => create(place), LazyThreadSafetyMode.ExecutionAndPublication))];

    public int Count => classes.Count;

    /// <summary>The explainer of a class.</summary>
    public ModelExplainer this[int place] => _explainers[place].Value;

    /// <summary>The index of the class that the model answers each row; a label that is none of the classes counts as the first.</summary>
    public async ValueTask<int[]> AnswersAsync(Table rows, CancellationToken cancellationToken)
    {
        var labels = ColumnTexts.Of((await model.PredictAsync(rows, cancellationToken)).Get(ModelGraph.LabelName));
        return Array.ConvertAll(labels, label => Math.Max(0, ClassPlaces.IndexOf(classes, label)));
    }

    public async ValueTask<Explanation> ExplainAsync(Table rows, CancellationToken cancellationToken)
    {
        var answers = await AnswersAsync(rows, cancellationToken);
        var parts = new List<(int[] Rows, Explanation Explanation)>();
        foreach (var own in answers.Select((place, row) => (place, row)).GroupBy(pair => pair.place, pair => pair.row).OrderBy(group => group.Key))
        {
            int[] taken = [.. own];
            parts.Add((taken, await this[own.Key].ExplainAsync(rows.Take(taken), cancellationToken)));
        }
        return parts.Count == 0 ? await this[0].ExplainAsync(rows, cancellationToken) : Join(answers, parts);
    }

    public void Dispose()
    {
        foreach (var made in _explainers.Where(explainer => explainer.IsValueCreated))
            made.Value.Dispose();
    }

    // All classes are explained over the same columns, in the same unit and by the same method: they are of one graph.
    private Explanation Join(int[] answers, List<(int[] Rows, Explanation Explanation)> parts)
    {
        var first = parts[0].Explanation;
        var width = first.Columns.Count;
        var (values, bases) = (new double[answers.Length * width], new double[answers.Length]);
        var errors = first.StandardErrors is null ? null : new double[values.Length];
        foreach (var (rows, own) in parts)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                bases[rows[i]] = own.Base;
                for (var column = 0; column < width; column++)
                {
                    values[(rows[i] * width) + column] = own.Values[(i * width) + column];
                    if (errors is not null)
                        errors[(rows[i] * width) + column] = own.StandardErrors![(i * width) + column];
                }
            }
        }
        return first with
        {
            Base = bases[0],
            Bases = bases,
            Classes = [.. answers.Select(place => classes[place])],
            Values = values,
            StandardErrors = errors,
            Notes = [Note, .. first.Notes.Where(note => !note.StartsWith(ModelExplainer.ClassNoteStart, StringComparison.Ordinal))],
        };
    }
}
