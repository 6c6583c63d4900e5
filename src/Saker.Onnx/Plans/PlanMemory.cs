using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Saker.Onnx.Plans;

/// <summary>The values of one block of rows: an array for each slot. Constants are shared by all memories of a plan. Serves one caller at a time.</summary>
internal sealed class PlanMemory
{
    private readonly Array[] _slots;
    private readonly Array[] _texts;

    /// <param name="plan">Whose values it holds.</param>
    public PlanMemory(RowPlan plan)
    {
        _slots = new Array[plan.Slots.Count];
        for (var i = 0; i < _slots.Length; i++)
            _slots[i] = plan.Slots[i].Constant ?? NewArray(plan.Slots[i], RowPlan.BlockRows);
        _texts = [.. _slots.Where((_, i) => plan.Slots[i] is { Type: ElementType.Text, Constant: null })];
    }

    /// <summary>The elements of a value, row by row.</summary>
    public T[] Elements<T>(PlanValue value)
    {
        Debug.Assert(_slots[value.Slot] is T[], $"Slot {value.Slot} holds {_slots[value.Slot].GetType()}.");
        return Unsafe.As<T[]>(_slots[value.Slot]);
    }

    /// <summary>Lets go of the texts of requests, which lie in memory of their own.</summary>
    public void ForgetTexts()
    {
        foreach (var texts in _texts)
            Array.Clear(texts);
    }

    private static Array NewArray(PlanSlot slot, int rows) => slot.Type switch
    {
        ElementType.Float32 => new float[slot.Width * rows],
        ElementType.Float64 => new double[slot.Width * rows],
        ElementType.Int64 => new long[slot.Width * rows],
        ElementType.Boolean => new bool[slot.Width * rows],
        ElementType.Text => new ReadOnlyMemory<byte>[slot.Width * rows],
        _ => throw new OnnxException($"A plan holds no {slot.Type}."),
    };
}
