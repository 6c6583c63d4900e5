using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation;

/// <summary>
/// The columns between two steps as values of a graph under construction. Numbers may lie side by side in one block of shape
/// [N, width], so that a step treats many columns with one node; a block is split only when somebody needs a single column.
/// </summary>
internal sealed class GraphColumns(GraphBuilder graph)
{
    private readonly List<Slot> _slots = [];
    private readonly HashSet<string> _inputsRead = new(StringComparer.Ordinal);

    public GraphBuilder Graph => graph;

    public IEnumerable<string> Names => _slots.Select(slot => slot.Name);

    /// <summary>The raw columns that some node or the features read.</summary>
    public IReadOnlySet<string> InputsRead => _inputsRead;

    /// <summary>Raw columns over a graph of their own, for asking what steps would do.</summary>
    public static GraphColumns Of(IReadOnlyList<ColumnSchema> inputs)
    {
        var columns = new GraphColumns(new GraphBuilder("columns"));
        for (var i = 0; i < inputs.Count; i++)
            columns.AddInput(inputs[i].Name, inputs[i].Type, ModelInputs.Find(inputs[i].Type) is { } type ? columns.Graph.Input($"input_{i}", type, -1, 1) : Value.None);
        return columns;
    }

    public void AddInput(string name, ColumnType type, Value value) => _slots.Add(new Slot(name, type, new Block(value, 1), 0, IsInput: true));

    public bool Contains(string name) => _slots.Exists(slot => slot.Name == name);

    /// <summary>The type of a column: its own for a raw one, otherwise float64 or text.</summary>
    public ColumnType Type(string name) => Get(name).Type;

    /// <summary>Whether no step has touched the column.</summary>
    public bool IsInput(string name) => Get(name).IsInput;

    /// <summary>One column: float64 or text of shape [N, 1].</summary>
    public Value Column(string name)
    {
        var slot = Get(name);
        return slot.Type == ColumnType.Text ? Read(slot).Value : AsFloat64(Single(slot));
    }

    /// <summary>Number columns side by side: float64 of shape [N, names].</summary>
    public Value Numbers(IReadOnlyList<string> names) => Join([.. Pieces(names).Select(piece => AsFloat64(piece.Value))], ElementType.Float64);

    /// <summary>Puts a column under a name, in the place of the old one of that name or last.</summary>
    public void Set(string name, Value value) => Put(name, value.Type == ElementType.Text ? ColumnType.Text : ColumnType.Float64, new Block(value, 1), 0);

    /// <summary>Whether none of the columns can miss a value, as far as is known.</summary>
    public bool ArePresent(IReadOnlyList<string> names) => names.All(name => Get(name).Block.IsPresent);

    /// <summary>Puts columns that lie side by side in one value of shape [N, names] under their names.</summary>
    /// <param name="names">The names.</param>
    /// <param name="value">The columns.</param>
    /// <param name="arePresent">Whether none of them can miss a value.</param>
    public void Set(IReadOnlyList<string> names, Value value, bool arePresent = false)
    {
        var block = new Block(value, names.Count, arePresent);
        for (var i = 0; i < names.Count; i++)
            Put(names[i], ColumnType.Float64, block, i);
    }

    /// <summary>Leaves a column out. One that is not there is no mistake: a model has no inputs for columns that its features do not need.</summary>
    public void Remove(string name) => _slots.RemoveAll(slot => slot.Name == name);

    /// <summary>Every column left as one value: float32 of shape [N, columns]. Numbers beyond the range of float32 become its ends.</summary>
    public Value Features() => Join([.. Pieces([.. Names]).Select(AsFeature)], ElementType.Float32);

    /// <exception cref="SakerException">A column left is no number, or none is left.</exception>
    public void RequireFeatures()
    {
        var problems = _slots.Where(slot => !slot.Type.IsNumeric()).Select(slot => new Problem(slot.Name, slot.Type == ColumnType.Text
            ? "this column is still text; features must be numbers. Use 'transform: one_hot' (or 'ordinal') on it, or 'transform: drop'."
            : ModelInputs.NotTaken(new ColumnSchema(slot.Name, slot.Type)).Message)).ToArray();
        if (problems.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "After the last step of the preparation some columns are no numbers.", problems);
        if (_slots.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "After the last step of the preparation no column is left to learn from.", "prepare");
    }

    private Slot Get(string name) => _slots.Find(slot => slot.Name == name)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"There is no column '{name}' here.", name);

    private void Put(string name, ColumnType type, Block block, int index)
    {
        var at = _slots.FindIndex(slot => slot.Name == name);
        var put = new Slot(name, type, block, index, IsInput: false);
        if (at < 0)
            _slots.Add(put);
        else
            _slots[at] = put;
    }

    private Block Read(Slot slot)
    {
        if (ModelInputs.Find(slot.Type) is null)
            throw ModelInputs.NotTaken(new ColumnSchema(slot.Name, slot.Type));
        if (slot.IsInput)
            _inputsRead.Add(slot.Name);
        return slot.Block;
    }

    private Value Single(Slot slot) => Read(slot).Single(graph, slot.Index);

    // Whole blocks where the names follow a block from its first to its last column, single columns elsewhere.
    private List<(Value Value, bool IsPresent)> Pieces(IReadOnlyList<string> names)
    {
        var slots = names.Select(Get).ToArray();
        var pieces = new List<(Value, bool)>();
        for (var i = 0; i < slots.Length;)
        {
            var block = Read(slots[i]);
            var isWhole = i + block.Width <= slots.Length
                && Enumerable.Range(0, block.Width).All(k => slots[i + k].Block == block && slots[i + k].Index == k);
            pieces.Add((isWhole ? block.Value : Single(slots[i]), block.IsPresent));
            i += isWhole ? block.Width : 1;
        }
        return pieces;
    }

    private Value Join(IReadOnlyList<Value> pieces, ElementType type) => pieces.Count == 1
        ? pieces[0]
        : graph.Node("Concat", [.. pieces], type, [NodeAttribute.Of("axis", 1)]);

    private Value AsFloat64(Value value) => value.Type == ElementType.Float64 ? value : graph.Cast(value, ElementType.Float64);

    private Value AsFeature((Value Value, bool IsPresent) piece) => piece.Value.Type == ElementType.Float32 ? piece.Value : graph.AsFloat32(piece.Value, piece.IsPresent);

    private sealed record Slot(string Name, ColumnType Type, Block Block, int Index, bool IsInput);

    private sealed class Block(Value value, int width, bool isPresent = false)
    {
        private IReadOnlyList<Value>? _parts;

        public Value Value => value;

        public int Width => width;

        /// <summary>Whether none of its columns can miss a value.</summary>
        public bool IsPresent => isPresent;

        public Value Single(GraphBuilder graph, int index)
        {
            if (width == 1)
                return value;
            _parts ??= graph.Node("Split", [value], Enumerable.Repeat(value.Type, width).ToArray(), [NodeAttribute.Of("axis", 1)]);
            return _parts[index];
        }
    }
}
