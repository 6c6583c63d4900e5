using System.Collections.Frozen;

namespace Saker.Onnx.Plans.Steps;

/// <summary>A column of 0 and 1 for each known whole number; an unknown one gives zeros.</summary>
internal sealed class OneHotStep(PlanValue value, IReadOnlyList<long> categories, PlanValue result) : PlanStep
{
    private readonly FrozenDictionary<long, int> _places = categories.Select((category, place) => (category, place)).ToFrozenDictionary(pair => pair.category, pair => pair.place);

    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<long>(value), memory.Elements<float>(result));
        into.AsSpan(0, rows * result.Width).Clear();
        for (var row = 0; row < rows; row++)
            if (_places.TryGetValue(from[row], out var place))
                into[(row * result.Width) + place] = 1;
    }
}
