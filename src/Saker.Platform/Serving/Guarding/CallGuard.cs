using System.Diagnostics.CodeAnalysis;
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
/// <remarks>Readers ask it what to do with what they cannot fill in: <see cref="TakeMissing"/>, <see cref="TakeExtra"/>, <see cref="TryConvert"/> and <see cref="TryReshape"/>.</remarks>
public sealed class CallGuard
{
    /// <summary>What is said of an input of the graph that has its value in the model's file.</summary>
    public const string FixedMessage = "cannot be given: the model's file has its value (it is an initializer of the graph, and an input of it too). Leave it out, or export the graph with it as a plain input.";

    // More names than a person reads.
    private const int MaxNamed = 20;

    private readonly InputCheck?[] _checks;
    private readonly IReadOnlyList<TensorSpec> _inputs;
    private readonly IReadOnlyList<string> _fixed;

    /// <param name="signature">What training saw; inputs that it does not name are not checked, nor are tensors or a signature made from a graph.</param>
    /// <param name="inputs">What the model takes, in order.</param>
    /// <param name="settings">The endpoint's policies.</param>
    /// <param name="fixedInputs">What has its value in the model's file; null for nothing.</param>
    public CallGuard(Signature signature, IReadOnlyList<TensorSpec> inputs, GuardSettings settings, IReadOnlyList<string>? fixedInputs = null)
    {
        _inputs = inputs;
        _fixed = fixedInputs ?? [];
        Settings = settings;
        var isSeen = !signature.TakesTensors && !TensorSignature.Describes(signature);
        _checks = [.. inputs.Select((input, index) => isSeen && signature.FindInput(input.Name) is { } column ? InputCheck.For(index, column, input.Type, settings) : null)];
    }

    public GuardSettings Settings { get; }

    /// <summary>Whether <see cref="TakeExtra"/> has anything to say of any input; readers need not ask it otherwise.</summary>
    public bool LooksAtExtra => Settings.ExtraInput != GuardPolicy.Allow || _fixed.Count > 0;

    /// <summary>Checks the inputs, row by row independently, and mends in place what the policies clip.</summary>
    /// <param name="inputs">All set, in the order of the model's.</param>
    /// <param name="report">Has what readers found already; gets the warnings.</param>
    /// <exception cref="SakerException">Something is to be refused, here or by the readers before; every problem is named with row and input.</exception>
    public void Check(ReadOnlySpan<TensorBuffer> inputs, GuardReport report)
    {
        for (var i = 0; i < _checks.Length; i++)
            if (inputs[i].IsSet && !report.IsFilled(i))
                _checks[i]?.Check(inputs[i], report);
        report.ThrowIfRefused();
    }

    /// <summary>Asks what becomes of an input that the request does not have: it is refused, or filled with missing values.</summary>
    /// <param name="input">Its index among the model's.</param>
    /// <param name="rows">The rows of the request; null when it has no input that tells, and then it is refused: how many would be missing?</param>
    /// <param name="into">The buffer of the input.</param>
    /// <param name="report">Gets the problem or the warning.</param>
    /// <param name="wanted">What would be right, for the message.</param>
    public void TakeMissing(int input, int? rows, TensorBuffer into, GuardReport report, string? wanted = null)
    {
        var spec = _inputs[input];
        var told = $"is missing; the model takes {wanted ?? spec.ToString()}.";
        if (rows is not { } count || Settings.MissingInput == GuardPolicy.Reject)
            report.Problems.Add(null, spec.Name, told);
        else if (!TryFillMissing(spec, count, into))
            report.Problems.Add(null, spec.Name, $"{told} {spec.Type} has no value that stands for missing.");
        else
            TellFilled(input, spec.Name, report);
    }

    private void TellFilled(int input, string name, GuardReport report)
    {
        report.MarkFilled(input);
        if (Settings.MissingInput != GuardPolicy.Allow)
            report.Warn(new Problem(name, "this input is missing; it counts as missing in every row."), Settings.MaxWarnings);
    }

    /// <summary>Asks what becomes of a field that a row does not have.</summary>
    /// <param name="name">The field.</param>
    /// <param name="row">The row.</param>
    /// <param name="report">Gets the warning.</param>
    /// <returns>Whether it counts as missing; else the reader refuses it.</returns>
    public bool TakesMissingField(string name, int row, GuardReport report)
    {
        if (Settings.MissingInput == GuardPolicy.Reject)
            return false;
        if (Settings.MissingInput != GuardPolicy.Allow)
            report.Warn(new Problem(name, "this field is not there; it counts as missing.", row), Settings.MaxWarnings);
        return true;
    }

    /// <summary>Asks what becomes of an input that the model does not take: it is refused or ignored. What has its value in the model's file is refused in any case.</summary>
    /// <param name="name">The input or field.</param>
    /// <param name="row">The row that has it; null for a tensor.</param>
    /// <param name="report">Gets the problem or the warning.</param>
    public void TakeExtra(string name, int? row, GuardReport report)
    {
        if (_fixed.Contains(name, StringComparer.Ordinal))
            report.Problems.Add(row, name, FixedMessage);
        else if (Settings.ExtraInput == GuardPolicy.Reject)
            report.Problems.Add(row, name, $"is no input of the model; it takes {string.Join(", ", _inputs.Take(MaxNamed).Select(input => input.Name))}{(_inputs.Count > MaxNamed ? $" and {_inputs.Count - MaxNamed} more" : "")}.");
        else if (Settings.ExtraInput != GuardPolicy.Allow)
            report.Warn(new Problem(name, "is no input of the model; it is ignored.", row), Settings.MaxWarnings);
    }

    /// <summary>Converts a tensor of another kind, such as texts where numbers are needed, if every element can be.</summary>
    /// <param name="input">Its index among the model's.</param>
    /// <param name="given">What the request has.</param>
    /// <param name="into">The buffer of the input.</param>
    /// <param name="report">Gets the problem or the warning.</param>
    /// <returns>Whether <paramref name="into"/> is filled.</returns>
    public bool TryConvert(int input, TensorBuffer given, TensorBuffer into, GuardReport report)
    {
        var name = _inputs[input].Name;
        if (Settings.WrongType == GuardPolicy.Reject)
        {
            report.Problems.Add(null, name, $"{given.Type} was given; {into.Type} is needed.");
            return false;
        }
        if (!TensorConversion.TryConvert(given, into))
        {
            TellUnconverted(name, given, into.Type, report);
            return false;
        }
        // One more than are told says that there are more.
        for (var row = 0; row < Math.Min(RowsOf(given), Settings.MaxWarnings + 1L) && Settings.WrongType != GuardPolicy.Allow; row++)
            report.Warn(new Problem(name, $"{given.Type} was given and converted to {into.Type}.", given.Shape.Length == 0 ? null : row), Settings.MaxWarnings);
        return true;
    }

    private static void TellUnconverted(string name, TensorBuffer given, ElementType wanted, GuardReport report)
    {
        var (one, into) = (new TensorBuffer(given.Type), new TensorBuffer(wanted));
        long[] shape = given.Shape.Length == 0 ? [1] : [1, .. given.Shape[1..]];
        for (var row = 0; given.Shape.Length > 0 && row < given.Shape[0] && report.Problems.TotalCount < report.Problems.MaxCount; row++)
        {
            one.Reset(shape);
            one.CopyRowFrom(given, row);
            if (!TensorConversion.TryConvert(one, into))
                report.Problems.Add(row, name, $"{given.Type} was given; {wanted} is needed, and the value cannot be converted without loss.");
        }
        if (given.Shape.Length == 0)
            report.Problems.Add(null, name, $"{given.Type} was given; {wanted} is needed, and the value cannot be converted without loss.");
    }

    private static long RowsOf(TensorBuffer given) => given.Shape is [var rows, ..] ? rows : 1;

    /// <summary>Tells of a value of another kind that was converted.</summary>
    public void WarnOfType(string name, int row, string given, GuardReport report)
    {
        if (Settings.WrongType != GuardPolicy.Allow)
            report.Warn(new Problem(name, $"{given} was given and converted.", row), Settings.MaxWarnings);
    }

    /// <summary>Finds the shape to take instead of one that does not fit: the model's own, if it has as many elements.</summary>
    /// <param name="input">Its index among the model's.</param>
    /// <param name="given">The shape that the request has.</param>
    /// <param name="report">Gets the warning.</param>
    /// <param name="taken">The shape to take.</param>
    /// <returns>False when the policy is to refuse, or no shape of the model has as many elements; the reader then refuses.</returns>
    public bool TryReshape(int input, ReadOnlySpan<long> given, GuardReport report, [NotNullWhen(true)] out long[]? taken)
    {
        taken = null;
        if (Settings.WrongShape == GuardPolicy.Reject || _inputs[input].Shape is not { Count: > 0 } wanted)
            return false;
        var (count, width) = (1L, 1L);
        foreach (var extent in given)
            count = extent > 0 && count > Array.MaxLength / extent ? long.MaxValue : count * extent;
        foreach (var extent in wanted)
            width *= extent < 0 ? 1 : extent;
        var free = wanted.Count(extent => extent < 0);
        if (free > 1 && wanted is [< 0, < 0])
            (free, width) = (1, 1);
        if (free > 1 || count is 0 or long.MaxValue || width == 0 || count % width != 0 || (free == 0 && count != width))
            return false;
        var isFirst = true;
        taken = new long[wanted.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = wanted[i] >= 0 ? wanted[i] : isFirst ? count / width : 1;
            isFirst &= wanted[i] >= 0;
        }
        if (Settings.WrongShape != GuardPolicy.Allow)
            report.Warn(new Problem(_inputs[input].Name, $"has the shape [{string.Join(", ", given.ToArray())}]; it was taken as [{string.Join(", ", taken)}]."), Settings.MaxWarnings);
        return true;
    }

    private static bool TryFillMissing(TensorSpec spec, int rows, TensorBuffer into)
    {
        var shape = spec.Shape.Select(extent => Math.Max(1, extent)).ToArray();
        if (shape.Length > 0 && spec.Shape[0] < 0)
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
            case ElementType.Float16:
                into.Elements<Half>().Fill(Half.NaN);
                return true;
            default:
                into.Clear();
                return false;
        }
    }
}
