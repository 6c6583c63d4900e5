using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Saker.Data.Sources;

/// <summary>
/// Chooses the SQLite to run on: the system's, which gets security updates, where it is new enough, else the bundled one.
/// </summary>
public static class SqliteLibrary
{
    /// <summary>3.35 brought RETURNING.</summary>
    private const int MinVersion = 3_035_000;

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Once per process, before the first connection.</summary>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        if (OperatingSystem.IsLinux())
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return true;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library != "e_sqlite3" || !NativeLibrary.TryLoad("libsqlite3.so.0", out var handle))
            return 0;
        return IsNewEnough(handle) ? handle : 0;
    }

    private static bool IsNewEnough(nint handle) =>
        NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var address)
        && Marshal.GetDelegateForFunctionPointer<VersionNumber>(address)() >= MinVersion;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
