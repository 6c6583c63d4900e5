using System.Runtime.InteropServices;

namespace Saker.Learning.Trainers.XGBoost;

/// <summary>The part of XGBoost 1.7's C API that is used. Every call gives 0, or -1 with the reason in <see cref="XGBGetLastError"/> on the same thread.</summary>
internal static unsafe partial class NativeMethods
{
    /// <summary>Debian's runtime package has the library under its soname only.</summary>
    public const string Library = "libxgboost.so.0";

    [LibraryImport(Library)]
    public static partial byte* XGBGetLastError();

    /// <param name="array">The array interface of float32 rows, as JSON; the data is copied.</param>
    /// <param name="config">JSON: what stands for missing, and the number of threads.</param>
    /// <param name="matrix">The new matrix.</param>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixCreateFromDense(string array, string config, out MatrixHandle matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetFloatInfo(MatrixHandle matrix, string field, float* values, ulong length);

    [LibraryImport(Library)]
    public static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    public static partial int XGBoosterCreate(nint* matrices, ulong length, out BoosterHandle booster);

    [LibraryImport(Library)]
    public static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetParam(BoosterHandle booster, string name, string value);

    [LibraryImport(Library)]
    public static partial int XGBoosterUpdateOneIter(BoosterHandle booster, int iteration, MatrixHandle train);

    [LibraryImport(Library)]
    public static partial int XGBoosterBoostOneIter(BoosterHandle booster, MatrixHandle train, float* gradient, float* hessian, ulong length);

    /// <param name="booster">The model.</param>
    /// <param name="array">The array interface of float32 rows, as JSON.</param>
    /// <param name="config">JSON: kind of prediction and range of rounds.</param>
    /// <param name="matrix">Meta information; none.</param>
    /// <param name="shape">The result's extents, in memory of the booster.</param>
    /// <param name="dimensions">How many extents.</param>
    /// <param name="result">The result, in memory of the booster that the next call on this thread overwrites.</param>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterPredictFromDense(BoosterHandle booster, string array, string config, nint matrix, out ulong* shape, out ulong dimensions, out float* result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSaveModelToBuffer(BoosterHandle booster, string config, out ulong length, out byte* buffer);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}
