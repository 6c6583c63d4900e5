using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Preparation;

/// <summary>
/// The columns of the training rows as the steps fitted so far give them. Values are computed by the graph of the steps, and
/// only when a step asks for a column that an earlier step has changed.
/// </summary>
internal sealed class TrainingColumns
{
    private Dictionary<string, Tensor> _known = new(StringComparer.Ordinal);
    private IReadOnlyList<ColumnSchema> _start;
    private GraphColumns _now;

    /// <exception cref="SakerException">There are no rows, a column is unknown, or it holds an infinite number; all columns at fault are reported.</exception>
    public TrainingColumns(Table rows, IReadOnlyList<string> inputColumns)
    {
        if (rows.RowCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, "A preparation cannot be fitted on a table without rows.");
        RowCount = rows.RowCount;
        Inputs = [.. rows.Select(inputColumns).Columns.Select(column => column.Schema)];
        var problems = new List<Problem>();
        foreach (var column in inputColumns.Select(rows.Get).Where(column => ModelInputs.Find(column.Type) is not null))
        {
            var tensor = ModelInputs.ToTensor(column);
            _known[column.Name] = tensor;
            if (tensor.Type == ElementType.Float64 && tensor.Span<double>().IndexOfAny(double.PositiveInfinity, double.NegativeInfinity) is >= 0 and var row)
                problems.Add(new Problem(column.Name, "this number is infinite; a number must be finite or missing.", row));
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "A preparation cannot be fitted on infinite numbers.", problems);
        _start = Inputs;
        _now = GraphColumns.Of(_start);
    }

    public int RowCount { get; }

    /// <summary>The raw columns.</summary>
    public IReadOnlyList<ColumnSchema> Inputs { get; }

    public IReadOnlyList<string> Names => [.. _now.Names];

    public bool Contains(string name) => _now.Contains(name);

    public ColumnType Type(string name) => _now.Type(name);

    /// <summary>The values of a number column, NaN where missing.</summary>
    public ReadOnlySpan<double> Numbers(string name) => Values(name).Span<double>();

    /// <summary>The values of a text column, "" where missing.</summary>
    public ReadOnlySpan<string> Texts(string name) => Values(name).Span<string>();

    /// <summary>Goes on behind a fitted step.</summary>
    public void Then(FittedTransform step) => step.Emit(_now);

    private Tensor Values(string name)
    {
        if (ModelInputs.Find(Type(name)) is null)
            throw ModelInputs.NotTaken(new ColumnSchema(name, Type(name)));
        if (!_now.IsInput(name))
            Compute();
        return _known[name];
    }

    // Runs the steps since the last computation, and starts anew behind them.
    private void Compute()
    {
        var changed = _now.Names.Where(name => !_now.IsInput(name)).ToArray();
        for (var i = 0; i < changed.Length; i++)
            _now.Graph.Output($"output_{i}", _now.Column(changed[i]), -1, 1);
        var feed = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < _start.Count; i++)
            if (_known.TryGetValue(_start[i].Name, out var tensor))
                feed[$"input_{i}"] = tensor;
        using var session = new OnnxSession(_now.Graph.Build().ToBytes());
        var outputs = session.Run(feed);
        var known = _now.Names.Where(name => _now.IsInput(name) && _known.ContainsKey(name)).ToDictionary(name => name, name => _known[name], StringComparer.Ordinal);
        for (var i = 0; i < changed.Length; i++)
            known[changed[i]] = outputs[i];
        _start = [.. _now.Names.Select(name => new ColumnSchema(name, _now.Type(name)))];
        _known = known;
        _now = GraphColumns.Of(_start);
    }
}
