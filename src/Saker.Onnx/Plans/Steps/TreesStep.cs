using System.Runtime.CompilerServices;

namespace Saker.Onnx.Plans.Steps;

/// <summary>Sums of leaves over trees, added in the order of the trees, as the engine adds them.</summary>
internal sealed class TreesStep : PlanStep
{
    private readonly PlanValue _features;
    private readonly PlanValue _result;
    private readonly TreeNode[] _nodes;
    private readonly int[] _roots;
    private readonly float _base;
    private readonly bool _tellsMissing;

    /// <param name="features">What branches look at.</param>
    /// <param name="nodes">Of all trees.</param>
    /// <param name="roots">Where each tree begins, in the order in which they are added.</param>
    /// <param name="start">Added last, where there is one target.</param>
    /// <param name="result">A column for each target.</param>
    public TreesStep(PlanValue features, TreeNode[] nodes, int[] roots, float start, PlanValue result)
    {
        (_features, _nodes, _roots, _base, _result) = (features, nodes, roots, start, result);
        _tellsMissing = Array.Exists(nodes, node => node.MissingGoesFirst);
    }

    public override void Run(PlanMemory memory, int rows)
    {
        var (features, sums) = (memory.Elements<float>(_features), memory.Elements<float>(_result));
        sums.AsSpan(0, rows * _result.Width).Clear();
        for (var row = 0; row < rows; row++)
        {
            var own = features.AsSpan(row * _features.Width, _features.Width);
            if (_result.Width == 1)
                sums[row] = Sum(own) + _base;
            else
                Add(own, sums.AsSpan(row * _result.Width, _result.Width));
        }
    }

    private float Sum(ReadOnlySpan<float> row)
    {
        var sum = 0f;
        foreach (var root in _roots)
            sum += Leaf(row, root).Number;
        return sum;
    }

    private void Add(ReadOnlySpan<float> row, Span<float> sums)
    {
        foreach (var root in _roots)
        {
            ref readonly var leaf = ref Leaf(row, root);
            sums[~leaf.Feature] += leaf.Number;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly TreeNode Leaf(ReadOnlySpan<float> row, int at)
    {
        ref readonly var node = ref _nodes[at];
        while (node.Feature >= 0)
        {
            var value = row[node.Feature];
            // Which way it goes cannot be foretold, so it is computed and not branched on.
            var second = !(value < node.Number);
            if (_tellsMissing && node.MissingGoesFirst && float.IsNaN(value))
                second = false;
            node = ref _nodes[node.Child + Unsafe.As<bool, byte>(ref second)];
        }
        return ref node;
    }
}
