using System.Runtime.InteropServices;
using Saker.Data;

namespace Saker.Learning.Trainers.XGBoost;

/// <summary>Loads the engine once, and turns its failures into errors.</summary>
internal static class XGBoostLibrary
{
    private static readonly Lock s_lock = new();
    private static bool s_loaded;

    /// <summary>Must be called before anything else of the engine.</summary>
    /// <exception cref="SakerException">The library is not installed; the message says how to.</exception>
    public static void Load()
    {
        lock (s_lock)
        {
            if (s_loaded)
                return;

            // OpenMP reads its environment when it is loaded, and .NET's own environment does not reach native code on Unix. Waiting
            // threads must sleep: the default is to spin, which on shared cores costs up to ten times the work itself.
            if (!OperatingSystem.IsWindows())
                _ = NativeMethods.SetEnvironment("OMP_WAIT_POLICY", "passive", overwrite: 0);
            Load(NativeMethods.Library);
            s_loaded = true;
        }
    }

    internal static void Load(string library)
    {
        if (!NativeLibrary.TryLoad(library, typeof(XGBoostLibrary).Assembly, null, out _))
        {
            throw new SakerException(
                ErrorKind.Unavailable,
                $"The tree engine XGBoost ({library}) is not installed, so random_forest and gradient_boosting cannot be trained. Install it: apt-get install libxgboost0");
        }
    }

    /// <summary>Throws if the call failed. Must run on the thread that called, right after it.</summary>
    public static unsafe void Require(int code)
    {
        if (code == 0)
            return;
        var message = Marshal.PtrToStringUTF8((nint)NativeMethods.XGBGetLastError()) ?? "";

        // The first lines say what was wrong; a native stack trace follows.
        var trace = message.IndexOf("Stack trace", StringComparison.Ordinal);
        throw new SakerException(ErrorKind.Internal, $"XGBoost failed: {(trace < 0 ? message : message[..trace]).Trim()}");
    }
}
