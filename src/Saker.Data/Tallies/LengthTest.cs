using System.Runtime.CompilerServices;

namespace Saker.Data.Tallies;

/// <summary>Texts with too few or too many code points.</summary>
internal sealed class LengthTest(double? min, double? max) : CellTest
{
    public override CellKind On(ColumnType type) => CellKind.Text;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool IsBroken(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        foreach (var part in text)
        {
            // What follows the first byte of a code point begins with the bits 10.
            length -= (part & 0xC0) == 0x80 ? 1 : 0;
        }
        return length < min || length > max;
    }
}
