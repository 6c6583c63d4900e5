using System.Runtime.InteropServices;

namespace Saker.Learning.Trainers.XGBoost;

/// <summary>Owns a <c>DMatrixHandle</c>.</summary>
internal sealed class MatrixHandle : SafeHandle
{
    public MatrixHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.XGDMatrixFree(handle) == 0;
}
