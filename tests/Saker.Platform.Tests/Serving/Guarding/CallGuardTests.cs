using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Guarding;

public sealed class CallGuardTests
{
    private static readonly TensorSpec[] Inputs = [new("tenure", ElementType.Float64, [-1, 1]), new("charge", ElementType.Float64, [-1, 1]), new("contract", ElementType.Text, [-1, 1])];

    private static readonly Signature Seen = new()
    {
        Inputs =
        [
            new SignatureColumn("tenure", ColumnType.Int64) { Min = 0, Max = 72 },
            new SignatureColumn("charge", ColumnType.Float64) { Nullable = true, Min = 10, Max = 100 },
            new SignatureColumn("contract", ColumnType.Text) { Categories = ["Monthly", "Jährlich"] },
        ],
        Outputs = [],
    };

    private static readonly GuardSettings ClipAll = new()
    {
        MissingInput = GuardPolicy.Clip, ExtraInput = GuardPolicy.Clip, WrongType = GuardPolicy.Clip, MissingValue = GuardPolicy.Clip,
        NotFinite = GuardPolicy.Clip, OutOfRange = GuardPolicy.Clip, UnseenCategory = GuardPolicy.Clip,
    };

    [Fact]
    public void By_default_faults_are_refused_with_row_and_input_and_ranges_pass()
    {
        var call = Call((99, 5, "Monthly"), (double.NaN, double.NaN, "Weekly"), (1.5, double.PositiveInfinity, ""));
        var failure = Assert.Throws<SakerException>(() => new CallGuard(Seen, Inputs, new GuardSettings()).Check(call.Inputs, new GuardReport()));
        Assert.Equal([(1, "tenure"), (1, "contract"), (2, "tenure"), (2, "charge"), (2, "contract")], failure.Problems.Select(problem => ((int)problem.Row!, problem.Field)));
    }

    [Fact]
    public void Clipping_takes_what_training_saw_and_says_so()
    {
        var call = Call((99, 5, "Monthly"), (1.5, double.PositiveInfinity, "Weekly"));
        var report = new GuardReport();
        new CallGuard(Seen, Inputs, ClipAll).Check(call.Inputs, report);
        Assert.Equal([72, 2], call.Inputs[0].Elements<double>().ToArray());
        Assert.Equal([10, 100], call.Inputs[1].Elements<double>().ToArray());
        Assert.Equal(["Monthly", ""], Enumerable.Range(0, 2).Select(i => Encoding.UTF8.GetString(call.Inputs[2].Text(i))));
        Assert.Equal("row 0, tenure: 99 is outside what training saw, 0 to 72; it was taken as 72.", report.Warnings[0].ToString());
        Assert.Equal(5, report.Warnings.Count);
    }

    [Fact]
    public void Warnings_leave_values_alone_and_are_bounded()
    {
        var call = Call([.. Enumerable.Repeat((99.0, 5.0, "Weekly"), 50)]);
        var report = new GuardReport();
        new CallGuard(Seen, Inputs, new GuardSettings { OutOfRange = GuardPolicy.Warn, UnseenCategory = GuardPolicy.Warn, MaxWarnings = 3 }).Check(call.Inputs, report);
        Assert.Equal(4, report.Warnings.Count);
        Assert.Contains("only the first 3", report.Warnings[3].Message);
        Assert.Equal(99, call.Inputs[0].Elements<double>()[49]);
    }

    [Fact]
    public void Good_rows_are_not_changed_and_cost_no_memory()
    {
        var call = Call((0, double.NaN, "Monthly"), (72, 100, "Jährlich"));
        var report = new GuardReport();
        foreach (var settings in new[] { new GuardSettings(), ClipAll })
        {
            var guard = new CallGuard(Seen, Inputs, settings);
            guard.Check(call.Inputs, report);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                guard.Check(call.Inputs, report);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Empty(report.Warnings);
        Assert.Equal([0, 72], call.Inputs[0].Elements<double>().ToArray());
    }

    [Fact]
    public void A_batch_is_clipped_as_its_rows_one_by_one() => Prop.ForAll<double[]>(numbers =>
    {
        var guard = new CallGuard(Seen, Inputs, ClipAll);
        var rows = numbers.Select(number => (number, number, number > 3 ? "Monthly" : "Weekly")).ToArray();
        var batch = Call(rows);
        guard.Check(batch.Inputs, new GuardReport());
        for (var i = 0; i < rows.Length; i++)
        {
            var single = Call(rows[i]);
            guard.Check(single.Inputs, new GuardReport());
            Assert.Equal(single.Inputs[0].Elements<double>()[0], batch.Inputs[0].Elements<double>()[i]);
            Assert.Equal(single.Inputs[1].Elements<double>()[0], batch.Inputs[1].Elements<double>()[i]);
            Assert.True(single.Inputs[2].Text(0).SequenceEqual(batch.Inputs[2].Text(i)));
        }
    }).Hold();

    [Fact]
    public void Readers_ask_what_becomes_of_missing_extra_and_other_types()
    {
        var (guard, report, call) = (new CallGuard(Seen, Inputs, ClipAll), new GuardReport(), Call((1, 20, "Monthly")));
        guard.TakeMissing(1, 1, call.Inputs[1], report);
        guard.TakeExtra("more", row: null, report);
        var whole = new TensorBuffer(ElementType.Int64);
        whole.Reset([1, 1]);
        whole.Elements<long>()[0] = 12;
        Assert.True(guard.TryConvert(0, whole, call.Inputs[0], report));
        guard.Check(call.Inputs, report);
        Assert.Equal(12, call.Inputs[0].Elements<double>()[0]);
        Assert.True(double.IsNaN(call.Inputs[1].Elements<double>()[0]));
        Assert.Equal(["charge", "more", "tenure"], report.Warnings.Select(warning => warning.Field));
        whole.Elements<long>()[0] = long.MaxValue;
        Assert.False(guard.TryConvert(0, whole, call.Inputs[0], report));
        Assert.Throws<SakerException>(() => guard.Check(call.Inputs, report));
    }

    [Fact]
    public void A_conversion_names_its_rows_up_to_the_most_warnings()
    {
        var texts = new TensorBuffer(ElementType.Text);
        texts.Reset([5, 1]);
        for (var i = 0; i < 5; i++)
            texts.SetText(i, Encoding.UTF8.GetBytes($"{i}"));
        var (report, into) = (new GuardReport(), new TensorBuffer(ElementType.Float64));
        Assert.True(new CallGuard(Seen, Inputs, ClipAll with { MaxWarnings = 3 }).TryConvert(0, texts, into, report));
        Assert.Equal([0, 1, 2, null], report.Warnings.Select(warning => warning.Row));
        Assert.Equal("row 0, tenure: Text was given and converted to Float64.", report.Warnings[0].ToString());
        Assert.Equal([0, 1, 2, 3, 4], into.Elements<double>().ToArray());
    }

    [Fact]
    public void What_cannot_be_converted_is_told_with_its_rows_alone()
    {
        var texts = new TensorBuffer(ElementType.Text);
        texts.Reset([4, 1]);
        foreach (var (at, text) in new[] { "1", "many", "3", "1e999" }.Index())
            texts.SetText(at, Encoding.UTF8.GetBytes(text));
        var (report, call) = (new GuardReport(), Call((1, 20, "Monthly")));
        var guard = new CallGuard(Seen, Inputs, ClipAll);
        Assert.False(guard.TryConvert(0, texts, call.Inputs[0], report));
        var failure = Assert.Throws<SakerException>(() => guard.Check(call.Inputs, report));
        Assert.Equal([1, 3], failure.Problems.Select(problem => problem.Row));
        Assert.All(failure.Problems, problem => Assert.Equal(("tenure", "Text was given; Float64 is needed, and the value cannot be converted without loss."), (problem.Field, problem.Message)));
    }

    [Theory]
    [InlineData(true, "NaN was given, which stands for missing; an integer is needed (training saw no missing values here).")]
    [InlineData(false, "null was given; an integer is needed (training saw no missing values here).")]
    public void A_missing_number_is_told_as_it_came(bool isNumbers, string message)
    {
        var (report, call) = (new GuardReport(), Call((double.NaN, 20, "Monthly")));
        if (isNumbers)
            report.MarkNumbers(0);
        var failure = Assert.Throws<SakerException>(() => new CallGuard(Seen, Inputs, new GuardSettings()).Check(call.Inputs, report));
        Assert.Equal(message, Assert.Single(failure.Problems).Message);
        report.Clear();
        Assert.False(report.IsNumbers(0));
    }

    [Fact]
    public void What_has_its_value_in_the_file_is_refused_whatever_the_policy_for_extra_inputs()
    {
        foreach (var policy in Enum.GetValues<GuardPolicy>())
        {
            var (report, call) = (new GuardReport(), Call((1, 20, "Monthly")));
            var guard = new CallGuard(Seen, Inputs, new GuardSettings { ExtraInput = policy }, ["k"]);
            Assert.True(guard.LooksAtExtra);
            guard.TakeExtra("k", row: null, report);
            var failure = Assert.Throws<SakerException>(() => guard.Check(call.Inputs, report));
            Assert.Contains("the model's file has its value", Assert.Single(failure.Problems).Message, StringComparison.Ordinal);
        }
        Assert.False(new CallGuard(Seen, Inputs, new GuardSettings()).LooksAtExtra);
    }

    private static TensorSet Call(params (double Tenure, double Charge, string Contract)[] rows)
    {
        var call = new TensorSet(Inputs, []);
        foreach (var input in call.Inputs)
            input.Reset([rows.Length, 1]);
        for (var i = 0; i < rows.Length; i++)
        {
            call.Inputs[0].Elements<double>()[i] = rows[i].Tenure;
            call.Inputs[1].Elements<double>()[i] = rows[i].Charge;
            call.Inputs[2].SetText(i, Encoding.UTF8.GetBytes(rows[i].Contract));
        }
        return call;
    }
}
