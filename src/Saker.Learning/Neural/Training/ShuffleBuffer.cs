using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Neural.Training;

/// <summary>Copies of a stream's examples, as many as it has places for. The first chunk says what an example looks like.</summary>
internal sealed class ShuffleBuffer
{
    private readonly List<RowStore> _stores = [];
    private readonly float[] _weights;

    public ShuffleBuffer(ExampleSet like, int capacity)
    {
        _weights = new float[capacity];
        var inputs = like.Inputs.ToDictionary(input => input.Key, input => Keep(input.Value, set => set.Inputs.GetValueOrDefault(input.Key), input.Key, capacity), StringComparer.Ordinal);
        var targets = like.Targets is { } first ? Keep(first, set => set.Targets, "targets", capacity) : null;
        Rows = ExampleSet.Of(inputs, targets, _weights);
    }

    /// <summary>What is held; places from <see cref="Count"/> on are old.</summary>
    public ExampleSet Rows { get; }

    public int Count { get; private set; }

    public void Add(ExampleSet from, int row) => Replace(Count++, from, row);

    public void Replace(int place, ExampleSet from, int row)
    {
        foreach (var store in _stores)
            store.Copy(from, row, place);
        _weights[place] = from.Weights?[row] ?? 1;
    }

    public void Remove(int place)
    {
        Count--;
        foreach (var store in _stores)
            store.Copy(Rows, Count, place);
        _weights[place] = _weights[Count];
    }

    private Tensor Keep(Tensor like, Func<ExampleSet, Tensor?> find, string name, int capacity)
    {
        RowStore store = like.Type switch
        {
            ElementType.Float32 => new TypedRowStore<float>(like, find, name, capacity),
            ElementType.Float64 => new TypedRowStore<double>(like, find, name, capacity),
            ElementType.Int64 => new TypedRowStore<long>(like, find, name, capacity),
            ElementType.Int32 => new TypedRowStore<int>(like, find, name, capacity),
            ElementType.UInt8 => new TypedRowStore<byte>(like, find, name, capacity),
            ElementType.Boolean => new TypedRowStore<bool>(like, find, name, capacity),
            _ => throw new SakerException(ErrorKind.InvalidInput, $"'{name}' holds {like.Type}, which cannot be trained from; give Float32, Float64, Int64, Int32, UInt8 or Boolean.", name),
        };
        _stores.Add(store);
        return store.Tensor;
    }
}
