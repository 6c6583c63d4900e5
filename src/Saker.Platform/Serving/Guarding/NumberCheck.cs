using System.Globalization;
using System.Numerics;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Guarding;

/// <summary>Checks numbers: missing, infinite, not whole, and outside what training saw.</summary>
internal sealed class NumberCheck<T> : InputCheck
    where T : unmanaged, INumber<T>
{
    private readonly double _min;
    private readonly double _max;
    private readonly bool _checksRange;
    private readonly bool _checksWhole;
    private readonly bool _isBoolean;

    public NumberCheck(int input, SignatureColumn column, GuardSettings settings)
        : base(input, column, settings)
    {
        // As the tensor's type has them: 0.1 of float32 is not outside a bound of 0.1.
        _min = column.Min is { } min ? double.CreateChecked(T.CreateSaturating(min)) : double.NegativeInfinity;
        _max = column.Max is { } max ? double.CreateChecked(T.CreateSaturating(max)) : double.PositiveInfinity;
        _isBoolean = column.Type == ColumnType.Boolean;
        _checksRange = settings.OutOfRange != GuardPolicy.Allow && !_isBoolean;
        _checksWhole = settings.WrongType != GuardPolicy.Allow && column.Type is ColumnType.Int32 or ColumnType.Int64;
    }

    public override void Check(TensorBuffer input, GuardReport report)
    {
        var values = input.Elements<T>();
        for (var i = 0; i < values.Length; i++)
        {
            var value = double.CreateTruncating(values[i]);
            if (!IsFine(value) && Mend(value, RowOf(input, i), report) is { } mended)
            {
                report.Keep(new MendedValue(Input, i, value, Text: null));
                values[i] = T.CreateSaturating(mended);
            }
        }
    }

    private bool IsFine(double value) => double.IsFinite(value)
        && (!_checksRange || (value >= _min && value <= _max))
        && (!_checksWhole || value == Math.Floor(value))
        && (!_isBoolean || value is 0 or 1);

    /// <summary>Tells what is wrong; gives the value to take instead, or null to leave it.</summary>
    private double? Mend(double value, int row, GuardReport report)
    {
        if (double.IsNaN(value))
        {
            if (!Column.Nullable)
                Tell(Settings.MissingValue, report.IsNumbers(Input) ? InputMessages.NotANumber(Column) : InputMessages.Missing(Column), "the model takes it as missing", row, report);
            return null;
        }
        if (double.IsInfinity(value))
        {
            var bound = value > 0 ? _max : _min;
            var taken = double.IsInfinity(bound) ? double.NaN : bound;
            return Replace(Settings.NotFinite, InputMessages.NotFinite(value), taken, row, report);
        }
        if (_isBoolean && value is not (0 or 1))
            return Replace(Settings.WrongType, InputMessages.NotBoolean(value), value >= 0.5 ? 1 : 0, row, report);
        double? mended = null;
        if (_checksWhole && value != Math.Floor(value))
            mended = Replace(Settings.WrongType, InputMessages.NotWhole(value, Column), Math.Round(value), row, report);
        var now = mended ?? value;
        if (_checksRange && !(now >= _min && now <= _max))
            mended = Replace(Settings.OutOfRange, InputMessages.OutOfRange(now, Column), Math.Clamp(now, _min, _max), row, report) ?? mended;
        return mended;
    }

    private double? Replace(GuardPolicy policy, string message, double by, int row, GuardReport report)
    {
        var taken = double.IsNaN(by) ? "it was taken as missing" : string.Create(CultureInfo.InvariantCulture, $"it was taken as {by}");
        Tell(policy, message, taken, row, report);
        return policy == GuardPolicy.Clip ? by : null;
    }
}
