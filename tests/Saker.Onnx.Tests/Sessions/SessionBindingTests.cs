using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

public sealed class SessionBindingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_number_of_rows_up_to_the_capacity_is_run()
    {
        using var session = OnnxSessionTests.Doubling();
        using var binding = session.Bind(200);

        // Up, down and again, past the number of row counts that are kept.
        foreach (var rows in Enumerable.Range(1, 200).Concat(Enumerable.Range(1, 200).Reverse()))
        {
            binding.Rows = rows;
            var input = binding.Input<float>("x");
            Assert.Equal(rows * 2, input.Length);
            for (var i = 0; i < input.Length; i++)
                input[i] = rows + i;

            binding.Run(Cancellation);

            var output = binding.Output<float>("y");
            Assert.Equal([rows, 2L], binding.OutputShape("y"));
            for (var i = 0; i < output.Length; i++)
                Assert.Equal(2f * (rows + i), output[i]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    public void Rows_out_of_range_are_refused(int rows)
    {
        using var session = OnnxSessionTests.Doubling();
        using var binding = session.Bind(3);

        Assert.Equal($"A run of this binding takes 1 to 3 rows; {rows} were asked for.", Assert.Throws<OnnxException>(() => binding.Rows = rows).Message);
        Assert.Equal(3, binding.Rows);
        Assert.Throws<OnnxException>(() => session.Bind(0));
    }

    [Fact]
    public void A_run_over_numbers_allocates_nothing()
    {
        using var session = Mixed(text: false);
        using var binding = session.Bind(16);
        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                binding.Rows = 1 + i % 16;
                binding.Input<double>("tenure").Fill(i);
                binding.Input<float>("charges").Fill(-i);
                binding.Run(CancellationToken.None);
                if (binding.Output<float>("features")[0] != i)
                    throw new InvalidOperationException("wrong result");
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Measure();

        Assert.Equal(0, Measure());
    }

    [Fact]
    public unsafe void Elements_begin_at_a_border_of_the_lines_of_the_cache()
    {
        using var session = Mixed(text: false);
        // Neighbours of odd sizes: one that began there by chance would not be followed by others.
        for (var rows = 1; rows <= 33; rows += 2)
        {
            using var binding = session.Bind(rows);
            fixed (double* tenure = binding.Input<double>("tenure"))
            fixed (float* charges = binding.Input<float>("charges"))
            {
                Assert.Equal(0, (long)tenure % 64);
                Assert.Equal(0, (long)charges % 64);
            }
        }
    }

    [Fact]
    public void Text_is_set_and_read_by_row_in_both_encodings()
    {
        using var session = Mixed(text: true);
        using var binding = session.Bind(4);
        foreach (var rows in new[] { 4, 2, 4 })
        {
            binding.Rows = rows;
            binding.Input<double>("tenure").Fill(1);
            binding.Input<float>("charges").Fill(1);
            for (var row = 0; row < rows; row++)
                if (row % 2 == 0)
                    binding.SetText("city", row, row == 0 ? "大阪 🦅" : "");
                else
                    binding.SetTextUtf8("city", row, "Zürich"u8);

            binding.Run(Cancellation);

            for (var row = 0; row < rows; row++)
            {
                var expected = row % 2 == 1 ? "Zürich" : row == 0 ? "大阪 🦅" : "";
                Assert.Equal(expected, binding.Text("echo", row));
                Assert.Equal(System.Text.Encoding.UTF8.GetBytes(expected), binding.TextUtf8("echo", row).ToArray());
                Assert.Equal(row % 2 == 1, binding.Output<bool>("is_zurich")[row]);
            }
        }
    }

    [Fact]
    public void Setting_text_from_utf8_allocates_nothing()
    {
        using var session = Mixed(text: true);
        using var binding = session.Bind(1);
        binding.Input<double>("tenure").Fill(1);
        binding.Input<float>("charges").Fill(1);
        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                binding.SetTextUtf8("city", 0, "Zürich"u8);
                binding.Run(CancellationToken.None);
                if (!binding.Output<bool>("is_zurich")[0] || binding.TextUtf8("echo", 0).Length != 7)
                    throw new InvalidOperationException("wrong result");
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Measure();

        Assert.Equal(0, Measure());
    }

    [Fact]
    public void An_emptied_text_is_empty()
    {
        using var session = Mixed(text: true);
        using var binding = session.Bind(1);
        foreach (var text in new[] { "Oslo", "", "Bergen" })
        {
            binding.SetText("city", 0, text);
            binding.Run(Cancellation);
            Assert.Equal(text, binding.Text("echo", 0));
        }
    }

    [Fact]
    public void Outputs_of_open_extents_are_read_as_the_engine_gives_them()
    {
        var graph = new GraphBuilder("g");
        var x = graph.Input("x", ElementType.Float32, -1, 2);
        graph.Output("positions", graph.Node("NonZero", [x], ElementType.Int64), 2, -1);
        graph.Output("y", graph.Negate(x), -1, 2);
        using var session = new OnnxSession(graph.Build());
        using var binding = session.Bind(3);
        Assert.Contains("no value before a run", Assert.Throws<OnnxException>(() => binding.Output<long>("positions")[0]).Message, StringComparison.Ordinal);
        foreach (var filled in new[] { 1, 4, 0, 6 })
        {
            var input = binding.Input<float>("x");
            input.Clear();
            input[..filled].Fill(1);

            binding.Run(Cancellation);

            Assert.Equal([2L, filled], binding.OutputShape("positions"));
            Assert.Equal(filled * 2, binding.Output<long>("positions").Length);
            Assert.Equal(-filled, binding.Output<float>("y").ToArray().Sum());
        }
    }

    [Fact]
    public void An_output_whose_first_extent_is_not_the_rows_is_not_taken_for_them()
    {
        // Only the first column's rows are kept by a condition: their number is not the batch's.
        var graph = new GraphBuilder("g");
        var x = graph.Input("x", ElementType.Float32, -1);
        var kept = graph.Node("Compress", [x, graph.Greater(x, graph.Scalar(ElementType.Float32, 0))], ElementType.Float32);
        graph.Output("kept", kept, -1);
        var model = graph.Build();
        model.Proto.Graph.Output[0].Type.TensorType.Shape.Dim[0].DimParam = "K";
        using var session = new OnnxSession(model);
        using var binding = session.Bind(4);
        ((ReadOnlySpan<float>)[1, -1, 2, -2]).CopyTo(binding.Input<float>("x"));

        binding.Run(Cancellation);

        Assert.Equal([1f, 2f], binding.Output<float>("kept").ToArray());
    }

    [Fact]
    public void Names_types_and_positions_that_do_not_fit_are_refused()
    {
        using var session = Mixed(text: true);
        using var binding = session.Bind(2);

        Assert.Contains("no input 'ghost'; it takes tenure, charges, city", Assert.Throws<OnnxException>(() => binding.Input<float>("ghost")[0]).Message, StringComparison.Ordinal);
        Assert.Contains("no output 'ghost'", Assert.Throws<OnnxException>(() => binding.Output<float>("ghost")[0]).Message, StringComparison.Ordinal);
        Assert.Equal("'tenure' holds Float64, not Single.", Assert.Throws<OnnxException>(() => binding.Input<float>("tenure")[0]).Message);
        Assert.Equal("'tenure' holds Float64, not text.", Assert.Throws<OnnxException>(() => binding.SetText("tenure", 0, "x")).Message);
        Assert.Equal("'city' holds Text, not Single.", Assert.Throws<OnnxException>(() => binding.Input<float>("city")[0]).Message);
        Assert.Contains("2 elements in this run; element 2", Assert.Throws<OnnxException>(() => binding.SetText("city", 2, "x")).Message, StringComparison.Ordinal);
        Assert.Contains("element -1", Assert.Throws<OnnxException>(() => binding.SetTextUtf8("city", -1, "x"u8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_with_an_open_extent_inside_cannot_be_bound()
    {
        var graph = new GraphBuilder("g");
        graph.Output("y", graph.Negate(graph.Input("x", ElementType.Float32, -1, -1)), -1, -1);
        using var session = new OnnxSession(graph.Build());

        Assert.Contains("'x: Float32[-1, -1]' leaves an extent other than the first open", Assert.Throws<OnnxException>(() => session.Bind(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_names_its_rows_and_the_next_one_works()
    {
        var graph = new GraphBuilder("g");
        graph.Output("number", graph.Cast(graph.Input("text", ElementType.Text, -1), ElementType.Float64), -1);
        using var session = new OnnxSession(graph.Build());
        using var binding = session.Bind(1);
        binding.SetText("text", 0, "twelve");
        Assert.StartsWith("The graph failed on 1 rows: ", Assert.Throws<OnnxException>(() => binding.Run(Cancellation)).Message, StringComparison.Ordinal);

        binding.SetText("text", 0, "12");
        binding.Run(Cancellation);

        Assert.Equal(12.0, binding.Output<double>("number")[0]);
    }

    [Fact]
    public void A_binding_gives_what_a_plain_run_gives()
    {
        using var session = Mixed(text: true);
        using var binding = session.Bind(3);
        double[] tenure = [1, double.NaN, 3];
        float[] charges = [0.5f, 1.5f, -2.5f];
        string[] cities = ["Zürich", "", "Oslo"];
        tenure.CopyTo(binding.Input<double>("tenure"));
        charges.CopyTo(binding.Input<float>("charges"));
        for (var row = 0; row < 3; row++)
            binding.SetText("city", row, cities[row]);

        binding.Run(Cancellation);
        var plain = session.Run(new Dictionary<string, Tensor> { ["tenure"] = Tensor.Of(tenure, 3, 1), ["charges"] = Tensor.Of(charges, 3, 1), ["city"] = Tensor.Of(cities, 3, 1) }, Cancellation);

        Assert.Equal(plain[0].Span<float>().ToArray(), binding.Output<float>("features").ToArray());
        Assert.Equal(plain[1].Span<string>().ToArray(), Enumerable.Range(0, 3).Select(row => binding.Text("echo", row)));
    }

    // Two numbers, and with them a text, each [N, 1] as Saker's models take them.
    internal static OnnxSession Mixed(bool text)
    {
        var graph = new GraphBuilder("mixed");
        var tenure = graph.Cast(graph.Input("tenure", ElementType.Float64, -1, 1), ElementType.Float32);
        var charges = graph.Input("charges", ElementType.Float32, -1, 1);
        graph.Output("features", graph.Concat(1, tenure, charges), -1, 2);
        if (text)
        {
            var city = graph.Input("city", ElementType.Text, -1, 1);
            graph.Output("echo", city, -1, 1);
            graph.Output("is_zurich", graph.TextEquals(city, "Zürich"), -1, 1);
        }
        return new OnnxSession(graph.Build());
    }
}
