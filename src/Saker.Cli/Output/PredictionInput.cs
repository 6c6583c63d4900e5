using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Models;

namespace Saker.Cli.Output;

/// <summary>A CSV file to score: the rows that a model takes, why it does not take the others, and the columns to carry along.</summary>
internal sealed record PredictionInput
{
    /// <summary>How many rows the file has.</summary>
    public required int RowCount { get; init; }

    /// <summary>The rows to score, in the order of the file, with the columns of the signature.</summary>
    public required Data.Table Fitting { get; init; }

    /// <summary>Why a row is not scored, by its position from 0.</summary>
    public required IReadOnlyDictionary<int, string> Errors { get; init; }

    /// <summary>The columns that go into the output, as the file writes them.</summary>
    public required IReadOnlyList<Column<string>> Kept { get; init; }

    /// <exception cref="SakerException">The file cannot be read, or lacks columns; or a row does not fit and none may be skipped.</exception>
    public static async Task<PredictionInput> ReadAsync(string path, Signature signature, IReadOnlyList<string> keep, bool skipInvalid, CancellationToken cancellationToken)
    {
        var names = signature.Inputs.Select(input => input.Name).ToList();
        var source = new CsvSource { Path = path, Columns = signature.Inputs.ToDictionary(input => input.Name, input => input.Type), Misfits = skipInvalid ? MisfitPolicy.Null : MisfitPolicy.Fail };
        var rows = (await source.ReadAllAsync(cancellationToken)).Select(names);
        var texts = keep.Count == 0 && !skipInvalid ? null : await ReadTextsAsync(path, names.Union(keep), cancellationToken);
        var errors = skipInvalid ? FindErrors(rows, texts!, signature) : [];
        return new PredictionInput
        {
            RowCount = rows.RowCount,
            Fitting = errors.Count == 0 ? rows : rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => !errors.ContainsKey(row))]),
            Errors = errors,
            Kept = [.. keep.Select(name => texts!.Get<string>(name))],
        };
    }

    private static async Task<Data.Table> ReadTextsAsync(string path, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var source = new CsvSource { Path = path, Columns = names.ToDictionary(name => name, _ => ColumnType.Text) };
        return await source.ReadAllAsync(cancellationToken);
    }

    private static Dictionary<int, string> FindErrors(Data.Table rows, Data.Table texts, Signature signature)
    {
        var found = new SortedDictionary<int, List<string>>();
        foreach (var input in signature.Inputs)
        {
            var (typed, text) = (rows.Get(input.Name), texts.Get<string>(input.Name));
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (typed.IsNull(row) && !text.IsNull(row))
                    Add(row, $"{input.Name}: '{text.Values.Span[row]}' is not of type {input.Type.Name()}.");
            }
        }
        var misfits = found.Keys.ToHashSet();
        var guard = new InputGuard(signature, new InputGuardOptions { MaxProblems = int.MaxValue - 1 });
        foreach (var problem in guard.Check(rows))
        {
            // A column at fault as a whole has no row. What a cell of the wrong type became is no second problem.
            if (problem.Row is not { } row)
                throw new SakerException(ErrorKind.InvalidInput, "The file does not fit the model:", [problem]);
            if (!misfits.Contains((int)row))
                Add((int)row, $"{problem.Field}: {problem.Message}");
        }
        return found.ToDictionary(pair => pair.Key, pair => string.Join(' ', pair.Value));

        void Add(int row, string error)
        {
            if (!found.TryGetValue(row, out var errors))
                found[row] = errors = [];
            errors.Add(error);
        }
    }
}
