using System.Runtime.InteropServices;

namespace Saker.Onnx.Training;

/// <summary>
/// While it lasts, numbers too small to be normal count as zero on this thread: arithmetic with them is a hundred times slower, and gradients that fade
/// are full of them. The engine sets the same for threads of its own. Does nothing where the system has no such switch that is known here.
/// </summary>
internal readonly unsafe ref partial struct DenormalScope
{
    // glibc's environment on x64: 28 bytes of the old coprocessor, then the control register of vector arithmetic.
    private const int Size = 32;
    private const int Control = 28;
    private const uint FlushToZero = 0x8000;
    private const uint TakeAsZero = 0x0040;

    private static readonly bool s_isKnown = Probe();

    private readonly uint _before;

    private DenormalScope(uint before) => _before = before;

    public static DenormalScope Enter() => s_isKnown ? new DenormalScope(Exchange(set: FlushToZero | TakeAsZero, keep: uint.MaxValue)) : default;

    public void Dispose()
    {
        if (s_isKnown)
            Exchange(_before & (FlushToZero | TakeAsZero), ~(FlushToZero | TakeAsZero));
    }

    private static uint Exchange(uint set, uint keep)
    {
        var environment = stackalloc byte[Size];
        _ = Get(environment);
        var control = (uint*)(environment + Control);
        var before = *control;
        *control = (before & keep) | set;
        _ = Set(environment);
        return before;
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return false;
        try
        {
            var environment = stackalloc byte[Size];
            return Get(environment) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libm.so.6", EntryPoint = "fegetenv")]
    private static partial int Get(byte* environment);

    [LibraryImport("libm.so.6", EntryPoint = "fesetenv")]
    private static partial int Set(byte* environment);
}
