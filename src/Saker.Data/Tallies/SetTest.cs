using System.Runtime.CompilerServices;
using Saker.Data.Checks.Running;

namespace Saker.Data.Tallies;

/// <summary>Values that are none of those listed, or that are one of them.</summary>
internal sealed class SetTest(IReadOnlyList<string> values, bool isInsideBroken = false) : CellTest
{
    private readonly HashSet<long> _wholes = [.. values.Select(ValueSet.Whole).OfType<long>()];
    private readonly Utf8Texts _texts = new(values);

    public override CellKind On(ColumnType type) => type switch
    {
        ColumnType.Int32 or ColumnType.Int64 => CellKind.Whole,
        ColumnType.Text => CellKind.Text,
        _ => CellKind.None,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override long Broken(ReadOnlySpan<long> wholes)
    {
        var inside = 0;
        foreach (var whole in wholes)
            inside += _wholes.Contains(whole) ? 1 : 0;
        return isInsideBroken ? inside : wholes.Length - inside;
    }

    public override bool IsBroken(ReadOnlySpan<byte> text) => _texts.Contains(text) == isInsideBroken;
}
