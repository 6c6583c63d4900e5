using System.Runtime.InteropServices;

namespace Saker.Learning.Explanation.Trees;

/// <summary>Memory for vectors of 64 bytes, none of which lies across two lines of the processor's cache.</summary>
internal sealed unsafe class TreeShapScratch : IDisposable
{
    private const int Line = 64;
    private double* _start;

    public TreeShapScratch(int vectors)
    {
        Vectors = vectors;
        _start = (double*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, vectors) * Line, Line);
    }

    ~TreeShapScratch() => Free();

    public int Vectors { get; }

    /// <summary>The first vector; valid until this is disposed.</summary>
    public double* Start => _start;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
