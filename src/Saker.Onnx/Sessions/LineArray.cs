using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saker.Onnx.Sessions;

/// <summary>
/// Arrays whose elements begin at a border of the cache's lines and are not moved. The engine adds numbers up in an order that depends on where they
/// lie within a line; at a border a graph gives the same, to the last bit, whenever it runs.
/// </summary>
internal static class LineArray
{
    /// <summary>The length of a line.</summary>
    public const int LineBytes = 64;

    /// <summary>The most elements that an array is longer than what it is for.</summary>
    public const int MaxSlack = LineBytes;

    /// <summary>An array with room for <paramref name="count"/> elements, all zero, and the place of the first; what lies before and after them is left.</summary>
    public static (T[] Array, int Start) Allocate<T>(int count)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        var array = GC.AllocateArray<T>(checked(count + LineBytes / size), pinned: true);
        var beyond = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % LineBytes);
        return (array, (LineBytes - beyond) % LineBytes / size);
    }
}
