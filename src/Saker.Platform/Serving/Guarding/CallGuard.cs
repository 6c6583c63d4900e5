using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Guarding;

/// <summary>
/// Holds the inputs of a call to what training saw, by the endpoint's policies, before the model sees them. Made once for a version
/// and its settings; thread-safe. Inputs that are as they should be are not changed, and nothing is allocated for them.
/// </summary>
/// <remarks>Readers ask it what to do with what they cannot fill in: <see cref="TakeMissing"/>, <see cref="TakeExtra"/> and <see cref="TryConvert"/>.</remarks>
public sealed class CallGuard
{
    private readonly InputCheck?[] _checks;
    private readonly IReadOnlyList<TensorSpec> _inputs;

    /// <param name="signature">What training saw; inputs that it does not name are not checked.</param>
    /// <param name="inputs">What the model takes, in order.</param>
    /// <param name="settings">The endpoint's policies.</param>
    public CallGuard(Signature signature, IReadOnlyList<TensorSpec> inputs, GuardSettings settings)
    {
        _inputs = inputs;
        Settings = settings;
        _checks = [.. inputs.Select(input => signature.FindInput(input.Name) is { } column ? InputCheck.For(column, input.Type, settings) : null)];
    }

    public GuardSettings Settings { get; }

    /// <summary>Checks the inputs, row by row independently, and mends in place what the policies clip.</summary>
    /// <param name="inputs">All set, in the order of the model's.</param>
    /// <param name="report">Has what readers found already; gets the warnings.</param>
    /// <exception cref="SakerException">Something is to be refused, here or by the readers before; every problem is named with row and input.</exception>
    public void Check(ReadOnlySpan<TensorBuffer> inputs, GuardReport report)
    {
        for (var i = 0; i < _checks.Length; i++)
            if (inputs[i].IsSet)
                _checks[i]?.Check(inputs[i], report);
        report.ThrowIfRefused();
    }

    /// <summary>Asks what becomes of an input that the request does not have: it is refused, or filled with missing values.</summary>
    /// <param name="input">Its index among the model's.</param>
    /// <param name="rows">The rows of the request.</param>
    /// <param name="into">The buffer of the input.</param>
    /// <param name="report">Gets the problem or the warning.</param>
    public void TakeMissing(int input, int rows, TensorBuffer into, GuardReport report)
    {
        var spec = _inputs[input];
        if (Settings.MissingInput == GuardPolicy.Reject || !TryFillMissing(spec, rows, into))
        {
            report.Refuse(new Problem(spec.Name, Settings.MissingInput == GuardPolicy.Reject ? "this input is missing." : $"this input is missing, and a tensor of {spec.Type} has no value for that."));
            return;
        }
        if (Settings.MissingInput != GuardPolicy.Allow)
            report.Warn(new Problem(spec.Name, "this input is missing; it counts as missing in every row."), Settings.MaxWarnings);
    }

    /// <summary>Asks what becomes of an input that the model does not take: it is refused or ignored.</summary>
    public void TakeExtra(string name, GuardReport report)
    {
        if (Settings.ExtraInput == GuardPolicy.Reject)
            report.Refuse(new Problem(name, $"the model does not take this input; it takes {string.Join(", ", _inputs.Take(20).Select(input => input.Name))}."));
        else if (Settings.ExtraInput != GuardPolicy.Allow)
            report.Warn(new Problem(name, "the model does not take this input; it is ignored."), Settings.MaxWarnings);
    }

    /// <summary>Asks what becomes of a tensor of another type: it is converted if that is allowed and loses nothing, else refused.</summary>
    /// <returns>Whether <paramref name="into"/> is filled.</returns>
    public bool TryConvert(int input, TensorBuffer given, TensorBuffer into, GuardReport report)
    {
        var name = _inputs[input].Name;
        if (Settings.WrongType == GuardPolicy.Reject)
            report.Refuse(new Problem(name, $"{given.Type} was given; {into.Type} is needed."));
        else if (!TensorConversion.TryConvert(given, into))
            report.Refuse(new Problem(name, $"{given.Type} was given; {into.Type} is needed, and the values cannot be converted without loss."));
        else
        {
            if (Settings.WrongType != GuardPolicy.Allow)
                report.Warn(new Problem(name, $"{given.Type} was given and converted to {into.Type}."), Settings.MaxWarnings);
            return true;
        }
        return false;
    }

    private static bool TryFillMissing(TensorSpec spec, int rows, TensorBuffer into)
    {
        var shape = spec.Shape.Select(extent => Math.Max(1, extent)).ToArray();
        if (shape.Length > 0)
            shape[0] = rows;
        into.Reset(shape);
        switch (spec.Type)
        {
            case ElementType.Text:
                return true;
            case ElementType.Float64:
                into.Elements<double>().Fill(double.NaN);
                return true;
            case ElementType.Float32:
                into.Elements<float>().Fill(float.NaN);
                return true;
            default:
                into.Clear();
                return false;
        }
    }
}
