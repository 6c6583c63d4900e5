using System.Collections.Frozen;

namespace Saker.Onnx.Plans.Steps;

/// <summary>What a table has for each text.</summary>
internal sealed class TextLookupStep<TValue> : PlanStep
{
    private readonly FrozenDictionary<byte[], TValue>.AlternateLookup<ReadOnlySpan<byte>> _table;
    private readonly TValue _otherwise;
    private readonly PlanValue _value;
    private readonly PlanValue _result;

    /// <param name="value">The texts.</param>
    /// <param name="table">By UTF-8.</param>
    /// <param name="otherwise">For a text that it does not have.</param>
    /// <param name="result">Takes what it has.</param>
    public TextLookupStep(PlanValue value, IEnumerable<KeyValuePair<byte[], TValue>> table, TValue otherwise, PlanValue result)
    {
        _table = table.ToFrozenDictionary(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
        (_value, _otherwise, _result) = (value, otherwise, result);
    }

    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<ReadOnlyMemory<byte>>(_value), memory.Elements<TValue>(_result));
        for (var i = 0; i < rows * _result.Width; i++)
            into[i] = _table.TryGetValue(from[i].Span, out var found) ? found : _otherwise;
    }
}
