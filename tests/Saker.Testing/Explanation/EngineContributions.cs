using System.Runtime.InteropServices;

namespace Saker.Testing.Explanation;

/// <summary>
/// SHAP values and interactions as XGBoost itself computes them (<c>pred_contribs</c>, <c>pred_interactions</c>), by its C API: what ours
/// are compared with. Loaded after a trainer has loaded the engine.
/// </summary>
public sealed unsafe partial class EngineContributions : IDisposable
{
    private const string Library = "libxgboost.so.0";
    private nint _booster;
    private nint _matrix;

    /// <param name="model">The engine's JSON.</param>
    /// <param name="rows">Row-major float32, NaN where missing.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="columnCount">Columns.</param>
    /// <param name="threadCount">Threads that the engine may use.</param>
    public EngineContributions(byte[] model, float[] rows, int rowCount, int columnCount, int threadCount)
    {
        Require(XGBoosterCreate(null, 0, out _booster));
        fixed (byte* bytes = model)
            Require(XGBoosterLoadModelFromBuffer(_booster, bytes, (ulong)model.Length));
        Require(XGBoosterSetParam(_booster, "nthread", threadCount.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        fixed (float* values = rows)
            Require(XGDMatrixCreateFromMat(values, (ulong)rowCount, (ulong)columnCount, float.NaN, out _matrix));
    }

    /// <summary>Row by row a value a column, and last the base: float32 [N, columns + 1].</summary>
    public float[] Values() => Predict(2);

    /// <summary>Row by row a square of columns + 1: float32 [N, columns + 1, columns + 1].</summary>
    public float[] Interactions() => Predict(4);

    public void Dispose()
    {
        if (_matrix != 0)
            _ = XGDMatrixFree(_matrix);
        if (_booster != 0)
            _ = XGBoosterFree(_booster);
        (_matrix, _booster) = (0, 0);
    }

    private float[] Predict(int type)
    {
        var config = $$"""{"type":{{type}},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}""";
        Require(XGBoosterPredictFromDMatrix(_booster, _matrix, config, out var shape, out var dimensions, out var result));
        var count = 1L;
        for (var i = 0; i < (int)dimensions; i++)
            count *= (long)shape[i];
        return new ReadOnlySpan<float>(result, checked((int)count)).ToArray();
    }

    private static void Require(int code)
    {
        if (code != 0)
            throw new InvalidOperationException(Marshal.PtrToStringUTF8((nint)XGBGetLastError()));
    }

    [LibraryImport(Library)]
    private static partial byte* XGBGetLastError();

    [LibraryImport(Library)]
    private static partial int XGBoosterCreate(nint* matrices, ulong length, out nint booster);

    [LibraryImport(Library)]
    private static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library)]
    private static partial int XGBoosterLoadModelFromBuffer(nint booster, byte* bytes, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterSetParam(nint booster, string name, string value);

    [LibraryImport(Library)]
    private static partial int XGDMatrixCreateFromMat(float* values, ulong rows, ulong columns, float missing, out nint matrix);

    [LibraryImport(Library)]
    private static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterPredictFromDMatrix(nint booster, nint matrix, string config, out ulong* shape, out ulong dimensions, out float* result);
}
