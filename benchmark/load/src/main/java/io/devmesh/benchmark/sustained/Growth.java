package io.devmesh.benchmark.sustained;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a figure changes while time goes on: the line that is closest to all of its samples, by least squares. */
record Growth(List<Point> points) {
    Growth {
        if (points.size() < 2) {
            throw new IllegalArgumentException("one sample shows no growth");
        }
        points = List.copyOf(points);
    }

    /** The figure at a time. */
    record Point(double second, double value) {}

    /**
     * What the line rises by from the first sample to the last, over the mean of all: 2 where the figure grows evenly from nothing,
     * 0 where it stays the same.
     */
    double share() {
        double second = mean(Point::second);
        double value = mean(Point::value);
        if (value == 0) {
            return 0;
        }
        double both = sum(point -> (point.second() - second) * (point.value() - value));
        double squares = sum(point -> (point.second() - second) * (point.second() - second));
        double took = points.getLast().second() - points.getFirst().second();
        return both / squares * took / value;
    }

    private double mean(ToDoubleFunction<Point> figure) {
        return sum(figure) / points.size();
    }

    private double sum(ToDoubleFunction<Point> figure) {
        return points.stream().mapToDouble(figure).sum();
    }
}
